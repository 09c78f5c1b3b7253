// metindex in a program: one panel assessed, three one-line questions, and a table scored in
// memory.
#include <cstdio>
#include <metindex/metindex.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

void assess_one_panel(const metindex::Catalogue& catalogue) {
  const auto panel = metindex::Panel(catalogue)
                         .set("glucose", "95")
                         .set("insulin", 12, "uIU/mL")
                         .set("hba1c", "38 mmol/mol");
  const metindex::Assessment assessment = metindex::assess(catalogue, panel);
  for (const metindex::Result& result : assessment.results) {
    if (!result.value) continue;  // a flag says why
    std::printf("%s %.4g %s", result.id.c_str(), *result.value, result.unit.c_str());
    for (const auto& band : result.bands) {
      if (band.band != nullptr)
        std::printf(" | %s: %s", band.scheme->id.c_str(), band.band->label.c_str());
    }
    std::printf("\n");
  }
}

const char* label(const metindex::Expected<metindex::BandResult>& band) {
  return band && band->band != nullptr ? band->band->label.c_str() : "no band";
}

void ask_in_one_line(const metindex::Catalogue& catalogue) {
  const auto homa = metindex::homa_ir(catalogue, "5.3 mmol/L", "72 pmol/L");
  if (homa.value) std::printf("HOMA-IR %.2f\n", *homa.value);
  std::printf("HbA1c %s\n", label(metindex::classify_hba1c(catalogue, "47 mmol/mol")));
  std::printf("insulin %s\n", label(metindex::classify_fasting_insulin(catalogue, "14", "rio")));
  const auto panel =
      metindex::Panel(catalogue).set("glucose", "92").set("insulin", "19").set("hba1c", "5.4");
  for (const metindex::Note* note : metindex::notes_for(catalogue, panel, 1)) {
    const std::string id = note->id;
    std::printf("note %s\n", id.c_str());
  }
}

// Data never throws: what is wrong is told.
void show_a_mistake(const metindex::Catalogue& catalogue) {
  const auto panel = metindex::Panel(catalogue).set("glucose", "5.2").set("insulin", "12");
  std::printf("%s\n", panel.problems().front().c_str());
}

class TextSource : public metindex::ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::optional<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t n = text_.copy(to, size, at_);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

class TextSink : public metindex::ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  std::string text;
};

void score_a_table(const metindex::Catalogue& catalogue) {
  TextSource source("id,glucose[mg/dL],insulin[uIU/mL]\na,95,12\nb,,8\n");
  TextSink sink;
  metindex::BatchScorer scorer(catalogue, {}, sink, [](const std::string&) {});
  const metindex::BatchOutcome outcome = scorer.score(source, "table");
  std::printf("%s%u scored\n", sink.text.c_str(), static_cast<unsigned>(outcome.summary.scored));
}

}  // namespace

int main() {
  const auto catalogue = metindex::Catalogue::built_in();  // once; then share it, it is constant
  assess_one_panel(catalogue);
  ask_in_one_line(catalogue);
  show_a_mistake(catalogue);
  score_a_table(catalogue);
  return 0;
}
