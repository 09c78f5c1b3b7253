// How InOrder runs.
#pragma once

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "records/in_order.hpp"

namespace metindex::records {

template <typename Job>
class InOrderRun {
 public:
  InOrderRun(InOrder<Job>& functions, std::size_t threads)
      : functions_(functions), most_ahead_(2 * threads) {}

  // What each thread does until nothing is left.
  void loop(std::size_t thread) noexcept {
    try {
      std::uint64_t number = 0;
      while (std::unique_ptr<Job> job = take(number)) {
        functions_.work(*job, thread);
        give(number, std::move(job));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!thrown_) thrown_ = std::current_exception();
      stopped_ = true;
      moved_.notify_all();
    }
  }

  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  std::unique_ptr<Job> take(std::uint64_t& number) {
    const std::lock_guard taking(taking_);
    std::unique_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      moved_.wait(lock, [&] { return stopped_ || next_taken_ < next_given_ + most_ahead_; });
      if (stopped_ || all_taken_) return nullptr;
      if (!spare_.empty()) {
        job = std::move(spare_.back());
        spare_.pop_back();
      }
    }
    if (!job) job = std::make_unique<Job>();
    const bool more = functions_.take(*job);
    const std::lock_guard lock(mutex_);
    all_taken_ = !more;
    number = next_taken_;
    if (more) ++next_taken_;
    return more ? std::move(job) : nullptr;
  }

  // Whoever finishes gives out all that is due, unless another thread is at it.
  void give(std::uint64_t number, std::unique_ptr<Job> job) {
    std::unique_lock lock(mutex_);
    done_.emplace(number, std::move(job));
    if (giving_) return;
    giving_ = true;
    for (auto due = done_.find(next_given_); due != done_.end() && !stopped_;
         due = done_.find(next_given_)) {
      std::unique_ptr<Job> next = std::move(due->second);
      done_.erase(due);
      lock.unlock();
      const bool good = functions_.give(*next);
      lock.lock();
      ++next_given_;
      spare_.push_back(std::move(next));
      stopped_ = stopped_ || !good;
      moved_.notify_all();
    }
    giving_ = false;
  }

  InOrder<Job>& functions_;
  const std::uint64_t most_ahead_;  // jobs taken and not yet given: bounds the memory
  std::mutex taking_, mutex_;
  std::condition_variable moved_;
  std::uint64_t next_taken_ = 0, next_given_ = 0;
  std::map<std::uint64_t, std::unique_ptr<Job>> done_;
  std::vector<std::unique_ptr<Job>> spare_;
  bool all_taken_ = false, giving_ = false, stopped_ = false;
  std::exception_ptr thrown_;
};

// False where the system gives no more threads.
template <typename F>
bool add_thread(std::vector<std::thread>& threads, F work) {
  try {
    threads.emplace_back(std::move(work));
    return true;
  } catch (const std::system_error&) {
    return false;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

template <typename Job>
void InOrder<Job>::run(std::size_t threads) {
  InOrderRun<Job> run(*this, threads);
  std::vector<std::thread> others;
  others.reserve(threads);
  for (std::size_t thread = 1; thread < threads; ++thread) {
    if (!add_thread(others, [&run, thread] { run.loop(thread); })) break;  // fewer do it, too
  }
  run.loop(0);
  for (std::thread& other : others) other.join();
  run.rethrow();
}

}  // namespace metindex::records
