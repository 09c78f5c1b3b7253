#include "unit/papers.hpp"

namespace unit {

Papers glycaemia_papers() {
  return {
      {"eag_mg_dl", [](const Person& p) { return 28.7 * p("hba1c", "%") - 46.7; }},  // Nathan 2008
      {"eag_mmol_l", [](const Person& p) { return (28.7 * p("hba1c", "%") - 46.7) / 18; }},
  };
}

}  // namespace unit
