// The command line, read into plain data. Only options.cpp and mistakes.cpp know CLI11.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metindex/batch.hpp"
#include "metindex/catalogue.hpp"

namespace metindex::cli {

enum class Command { calc, batch, explain, list, convert, check };

struct CommandLine {
  Command command = Command::calc;
  Options assess;
  bool indices_given = false;
  std::string format;  // text, md, json, csv, tsv, jsonl; empty: the command's own
  int digits = 0;      // 0: the command's own
  bool deep = false;   // notes with their second part
  // calc
  std::vector<std::pair<std::string, std::string>> values;  // {"glucose", "95 mg/dL"}
  // batch
  std::vector<std::string> files;
  std::string output = "-";
  std::string rejects, summary, notes_file;  // empty: none
  std::optional<bool> progress;              // absent: where there is a terminal
  BatchOptions batch;                        // without `assess`
  bool strict = false, quiet = false;
  // explain, list, convert
  std::string topic;
  std::string sought;  // of explain --search
  std::string of;      // list: schemes of this analyte or index, notes of this kind; empty: all
  std::string value, from, to, analyte;
};

// The files named by --catalogue, found before anything else: they decide which options there are.
std::vector<std::string> catalogue_files(const std::vector<std::string>& arguments);

// Throws Failure. --help and --version are printed and end the program through Failure with code 0.
CommandLine read_command_line(const Catalogue& catalogue,
                              const std::vector<std::string>& arguments);

// For the commands that print text or JSON; throws Failure for any other --format.
bool wants_json(const CommandLine& line);

// Of explain, which knows Markdown too.
enum class TextFormat : unsigned char { text, markdown, json };
TextFormat text_format(const CommandLine& line);

}  // namespace metindex::cli
