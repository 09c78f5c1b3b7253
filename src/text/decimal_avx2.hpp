// Shortest text of four numbers at a time, where the machine has AVX2.
#pragma once

#include <cstddef>
#include <cstdint>

namespace metindex::text {

// write_shortest() for the first of the numbers; how many were written is returned: none on other
// machines, else all but at most three.
std::size_t write_shortest_avx2(const double* numbers, std::size_t count, char* to,
                                std::size_t step, std::uint8_t* size);

}  // namespace metindex::text
