// A long table scored: never a crash; the same bytes and words however the input is cut; held in
// memory it gives what it gives as a stream, if it can be read as one.
#include "fuzz/scoring.hpp"

namespace fuzz {
namespace {

constexpr std::string_view kHeader = "id,test,value,unit,date,age,fasting\n";

metindex::BatchOptions take_options(std::string_view& bytes, std::string& text) {
  const unsigned choice = take_choice(bytes);
  const auto bit = [&](unsigned at) { return (choice >> at & 1U) != 0; };
  metindex::BatchOptions options;
  options.long_columns.emplace();
  if (bit(0)) options.long_columns->date = "";
  if (bit(1)) options.columns = {{"glucose", "FPG"}, {"sex", "fasting"}};
  if (bit(2)) options.units = {{"glucose", "mg/dL"}};
  if (bit(3)) options.format = metindex::TableFormat::jsonl;
  if (bit(4)) options.assess.reading.missing.add("9");
  if (bit(5)) options.comment = '1';
  text = (bit(6) ? std::string() : std::string(kHeader)) + std::string(bytes);
  return options;
}

}  // namespace

void long_table(std::string_view bytes) {
  const unsigned pieces = take_choice(bytes);
  std::string text;
  metindex::BatchOptions options = take_options(bytes, text);
  const Run run = score(options, text, text.size() + 1);
  const Run cut = score(options, text, 1 + pieces % 64);
  require(run == cut, "read at once:\n", shown(run), "\nand in pieces:\n", shown(cut));
  const bool done = run.status == metindex::BatchOutcome::Status::done;
  require(run.message.empty() == done, "the outcome is explained: ", run.message);
  if (!done) return require_sentence(run.message);
  options.gather = true;
  const Run held = score(options, text, text.size() + 1);
  require(held.out == run.out, "as a stream:\n", run.out, "\nheld in memory:\n", held.out);
}

}  // namespace fuzz
