// Does an id come back after others? Told in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace metindex::records {

class SeenIds {
 public:
  // Ids in any order are remembered up to this number, in at most 16 MB.
  static constexpr std::size_t kMost = std::size_t{1} << 20U;

  enum class Answer : unsigned char {
    fresh,
    back,     // it was here before; taken for it by a hash of 64 bits
    unknown,  // there are too many to remember, and they are in no order
  };
  // The next id, which is not that of the call before.
  Answer add(std::string_view id);

 private:
  bool insert(std::uint64_t hash);
  void place(std::uint64_t hash);

  std::string last_;
  unsigned orders_ = ~0U;  // those in which all ids so far have come
  std::size_t count_ = 0;
  std::vector<std::uint64_t> places_;  // by hash; 0: free
};

}  // namespace metindex::records
