#include "cli/markdown.hpp"

#include <algorithm>
#include <vector>

#include "text/text.hpp"

namespace metindex::cli {
namespace {

using Lines = std::vector<std::string>;
using Row = std::vector<std::string>;

constexpr std::size_t kGap = 2;          // between columns
constexpr std::size_t kLeastColumn = 9;  // narrower ones are no pleasure to read

bool is_row(std::string_view line) { return !line.empty() && line.front() == '|'; }

bool is_rule(std::string_view line) {
  return is_row(line) && line.find_first_not_of("|-: ") == std::string_view::npos;
}

Row cells(std::string_view line) {
  line = text::trim(line);
  line.remove_prefix(1);
  if (!line.empty() && line.back() == '|') line.remove_suffix(1);
  Row row;
  for (const std::string_view cell : text::split(line, '|')) row.emplace_back(text::trim(cell));
  return row;
}

std::size_t longest_word(const std::string& cell) {
  std::size_t longest = 0;
  for (const std::string_view word : text::split(cell, ' '))
    longest = std::max(longest, text::width(word));
  return longest;
}

class Grid {
 public:
  Grid(std::vector<Row> rows, std::size_t columns) : rows_(std::move(rows)), columns_(columns) {
    std::size_t most = 0;
    for (const Row& row : rows_) most = std::max(most, row.size());
    for (Row& row : rows_) row.resize(most);
  }

  Lines lines() {
    if (!fit()) return stacked();
    Lines lines;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      add(rows_[i], lines);
      if (i == 0) add_rule(lines);
    }
    return lines;
  }

 private:
  // The widest columns give way first, down to their longest word. False: there is no room.
  bool fit() {
    Row::size_type total = kGap * (rows_.front().size() - 1);
    std::vector<std::size_t> least;
    for (std::size_t i = 0; i < rows_.front().size(); ++i) {
      std::size_t width = 0;
      std::size_t word = 0;
      for (const Row& row : rows_) {
        width = std::max(width, text::width(row[i]));
        word = std::max(word, longest_word(row[i]));
      }
      widths_.push_back(width);
      least.push_back(std::min(width, std::max(word, kLeastColumn)));
      total += width;
    }
    while (total > columns_) {
      std::size_t widest = widths_.size();
      for (std::size_t i = 0; i < widths_.size(); ++i) {
        const bool gives = widths_[i] > least[i];
        if (gives && (widest == widths_.size() || widths_[i] > widths_[widest])) widest = i;
      }
      if (widest == widths_.size()) return false;
      --widths_[widest];
      --total;
    }
    return true;
  }

  void add(const Row& row, Lines& lines) const {
    std::vector<Lines> wrapped;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      wrapped.push_back(text::wrap(row[i], widths_[i]));
      height = std::max(height, wrapped.back().size());
    }
    for (std::size_t at = 0; at < height; ++at) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i)
        line += text::pad(at < wrapped[i].size() ? wrapped[i][at] : "", widths_[i] + kGap);
      line.erase(line.find_last_not_of(' ') + 1);
      lines.push_back(std::move(line));
    }
  }

  void add_rule(Lines& lines) const {
    std::string line;
    for (const std::size_t width : widths_)
      line += (line.empty() ? "" : std::string(kGap, ' ')) + std::string(width, '-');
    lines.push_back(std::move(line));
  }

  // Where the columns have no room beside each other, each cell has a line behind its heading.
  [[nodiscard]] Lines stacked() const {
    Lines lines;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      if (i > 1) lines.emplace_back();
      for (std::size_t column = 0; column < rows_[i].size(); ++column) {
        const std::string name = rows_.front()[column].empty() ? "" : rows_.front()[column] + ": ";
        for (const std::string& line : text::wrap(name + rows_[i][column], columns_))
          lines.push_back(line);
      }
    }
    return lines;
  }

  std::vector<Row> rows_;
  std::size_t columns_;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string wrapped_markdown(std::string_view markdown, std::size_t columns, std::size_t indent) {
  const std::size_t room = columns - std::min(indent, columns - 1);
  std::string out;
  const auto add = [&](const Lines& lines) {
    for (const std::string& line : lines)
      out += line.empty() ? "\n" : std::string(indent, ' ') + line + "\n";
  };
  std::vector<Row> table;
  const auto end_table = [&] {
    if (!table.empty()) add(Grid(std::move(table), room).lines());
    table.clear();
  };
  for (const std::string_view line : text::split(markdown, '\n')) {
    if (is_rule(line)) continue;
    if (is_row(line)) {
      table.push_back(cells(line));
      continue;
    }
    end_table();
    add(line.empty() ? Lines{""} : text::wrap(line, room));
  }
  end_table();
  return out;
}

}  // namespace metindex::cli
