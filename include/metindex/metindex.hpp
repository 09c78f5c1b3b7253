// Everything an embedder needs:
//
//   const auto catalogue = metindex::Catalogue::built_in();
//   auto panel = metindex::Panel(catalogue).set("glucose", "95").set("insulin", "12 uIU/mL");
//   const auto assessment = metindex::assess(catalogue, panel);
//   const auto* homa = assessment.find("homa_ir");
//   if (homa->value) std::printf("%.2f\n", *homa->value);
#pragma once

#include "metindex/assess.hpp"
#include "metindex/batch.hpp"
#include "metindex/catalogue.hpp"
#include "metindex/check.hpp"
#include "metindex/panel.hpp"
#include "metindex/quick.hpp"
