// For functions whose loops gain from wider registers: they are compiled twice, for every x86-64
// and for those of the last ten years (x86-64-v3: AVX2, BMI2), and the loader takes what the
// machine has. Both give the same bits: no operation is contracted or reordered. Elsewhere there is
// one version.
#pragma once

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define METINDEX_EACH_CPU __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define METINDEX_EACH_CPU
#endif
