// A HOMA2-compatible map from fasting values to %B and %S.
//
// This is a reproduction for research. It is not the HOMA2 Calculator of the University of Oxford,
// contains nothing of it, and is not affiliated with it or endorsed by its authors; the licensed
// calculator is to be had from Oxford's Diabetes Trials Unit. The formulas and constants were
// identified by fitting published outputs of that calculator (v2.2.4); no publication prints them
// in this form. Within its input ranges they agree with some 5000 published outputs to the last
// printed digit but for about 1 in 100 (%B) and 1 in 60 (%S), where they differ by one in that
// digit. The curve of %S in glucose is empirical. The map of specific insulin rests on few
// published points.
//
// The model is described by Levy JC et al. 1998 (Diabetes Care 21:2191), Wallace TM et al. 2004
// (Diabetes Care 27:1487) and Hill NR et al. 2013 (Diabetes Care 36:2324, erratum 2014;37:2660).
//
// Units: glucose G mmol/L (3 to 25), insulin I pmol/L, C-peptide C nmol/L. C-peptide stands for
// secretion: each measure of insulin is led back to it.
//
//   homa2_c_peptide(G, I)           C from insulin by an assay that also sees proinsulin
//   homa2_c_peptide_specific(G, I)  C from insulin by an assay that does not
//   homa2_percent_b(G, C)           beta-cell function, % of the model's reference person
//   homa2_percent_s(G, C)           insulin sensitivity, % likewise
//
// Outside the ranges of their arguments, which reach beyond those of the calculator, they have no
// value. All need a constant number of steps, and are exact to rounding.
#pragma once

#include <span>

#include "formula/functions.hpp"

namespace metindex::formula {

std::span<const NamedFunction> homa2_functions();

}  // namespace metindex::formula
