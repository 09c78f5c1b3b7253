#include "cli/packed_file.hpp"

namespace metindex::cli {

PackedFile::PackedFile(const std::string& path) : file_(path) {
  const bytes::Compression compression = bytes::compression_of(path);
  if (compression == bytes::Compression::none) return;
  packing_ = bytes::encode(file_, compression);
  if (packing_ != nullptr) return;
  const std::string program = compression == bytes::Compression::gzip ? "gzip" : "zstd";
  throw Failure{ExitCode::usage, path + ": this metindex was built without " + program +
                                     "; leave the ending out, then pack the file: " + program};
}

bool PackedFile::write(std::string_view text) {
  return packing_ ? packing_->write(text) : file_.write(text);
}

void PackedFile::finish() {
  if (packing_ && !packing_->finish()) throw file_.failure();
}

}  // namespace metindex::cli
