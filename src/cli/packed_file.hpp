// An output file, packed where its name ends in .gz or .zst.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bytes/encode.hpp"
#include "cli/streams.hpp"

namespace metindex::cli {

// A FileSink in everything else; finish() comes before the steps of its end.
class PackedFile : public ByteSink {
 public:
  explicit PackedFile(const std::string& path);  // throws Failure
  bool write(std::string_view text) override;
  void finish();  // what is packed goes into the file; throws Failure
  [[nodiscard]] FileSink& file() { return file_; }
  [[nodiscard]] bool failed() const { return file_.failed(); }
  [[nodiscard]] Failure failure() const { return file_.failure(); }
  [[nodiscard]] bool is_same_file(int descriptor) const { return file_.is_same_file(descriptor); }

 private:
  FileSink file_;
  std::unique_ptr<bytes::Encoder> packing_;  // into file_; null: as it is
};

}  // namespace metindex::cli
