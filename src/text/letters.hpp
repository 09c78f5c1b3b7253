// One code point at a time: lower case, and the plain letter under marks and wide forms.
#pragma once

#include <string_view>

namespace metindex::text {

// ASCII and Latin-1 letters, Turkish ones, Greek ones without accents, and Cyrillic ones.
constexpr char32_t lower_letter(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
      (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    return c + 32;
  }
  if (c >= 0x400 && c <= 0x40F) return c + 80;  // Ё and its neighbours
  if (c == 0x11E || c == 0x15E) return c + 1;   // Ğ, Ş
  if (c == 0x130) return 'i';                   // İ
  return c;
}

// The wide signs of East Asian text, U+FF01 to U+FF5E, as the ASCII they stand for.
constexpr char32_t narrow_letter(char32_t c) {
  if (c == 0x3000) return ' ';
  return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

// a small Latin letter without its accents; any sign for micro as u; a raised 2 as 2.
constexpr char32_t base_letter(char32_t c) {
  constexpr std::string_view kFromE0 =  // to U+017F; a point: stays
      "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllllllllnnnnnnn..oooooo.."
      "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  static_assert(kFromE0.size() == 0x180 - 0xE0);
  if (c == 0xB5 || c == 0x3BC) return 'u';
  if (c == 0xB2) return '2';
  if (c < 0xE0 || c >= 0x180 || kFromE0[c - 0xE0] == '.') return c;
  return static_cast<unsigned char>(kFromE0[c - 0xE0]);
}

constexpr char32_t folded_letter(char32_t c) { return base_letter(lower_letter(narrow_letter(c))); }

// Accents that stand behind their letter as code points of their own.
constexpr bool is_combining_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }

// Tabs; wide, thin, no-break and invisible blanks too.
constexpr bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x200B ||
         c == 0x202F || c == 0x3000 || c == 0xFEFF;
}

// ASCII punctuation and control characters without '%', dashes, quotes, middle dots.
constexpr bool is_punctuation(char32_t c) {
  const bool letter =
      (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
  return (c < 0x80 && !letter) || c == 0xB7 || (c >= 0x2010 && c <= 0x201F) || c == 0x2212 ||
         c == 0x3001 || c == 0x30FB;
}

}  // namespace metindex::text
