// An output file, packed where its name ends in .gz or .zst.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bytes/encode.hpp"
#include "cli/streams.hpp"

namespace metindex::cli {

// A FileSink in everything else.
class PackedFile : public ByteSink {
 public:
  explicit PackedFile(const std::string& path);  // throws Failure
  bool write(std::string_view text) override;
  void commit();  // throws Failure
  [[nodiscard]] bool failed() const { return file_.failed(); }
  [[nodiscard]] Failure failure() const { return file_.failure(); }
  [[nodiscard]] bool is_same_file(int descriptor) const { return file_.is_same_file(descriptor); }

 private:
  FileSink file_;
  std::unique_ptr<bytes::Encoder> packing_;  // into file_; null: as it is
};

}  // namespace metindex::cli
