// argv -> CommandLine. Options for analytes and conversion factors come from the catalogue.
#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>
#include <map>

#include "cli/batch_options.hpp"
#include "cli/exit.hpp"
#include "cli/mistakes.hpp"
#include "cli/reading_options.hpp"
#include "cli/scheme_list.hpp"
#include "cli/streams.hpp"
#include "cli/timed_options.hpp"
#include "text/text.hpp"

namespace metindex::cli {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 finished; 1 finished, but --strict found rows with problems or a\n"
    "check failed; 2 the command line is wrong; 3 the input cannot be used; 4 the\n"
    "output could not be written.\n\n"
    "metindex names the published band in which a value falls. It is not a diagnosis.";

constexpr std::size_t kHelpWidth = 80;
constexpr std::size_t kHelpNames = 26;  // of it, for the names of options

// What CLI11 fills in; turned into a CommandLine afterwards.
struct Raw {
  std::vector<std::string> indices, schemes, contexts, notes, catalogues, files, words;
  std::map<std::string, std::string> values, factors;
  std::string format, output = "-", rejects, summary, notes_file, topic, of, sought, value, from,
                      to, analyte, digits;
  bool strict = false, quiet = false, progress = false, no_progress = false;
  WrittenBatch batch;
  WrittenReading reading;
};

class Reader {
 public:
  explicit Reader(const Catalogue& catalogue)
      : catalogue_(catalogue),
        app_("Metabolic indices, bands and notes from lab values.", "metindex") {}

  CommandLine read(const std::vector<std::string>& arguments) {
    try {
      build();
    } catch (const CLI::Error& error) {  // two options of one name: the catalogue's fault
      throw Failure{ExitCode::bad_input,
                    std::string("the catalogue cannot be offered: ") + error.what()};
    }
    for (const std::string& word : arguments) refuse_empty(word);
    std::vector<std::string> rest = arguments;
    std::vector<std::pair<std::string, std::string>> timed;
    if (!rest.empty() && rest.front() == "calc") timed = take_timed_values(catalogue_, rest);
    parse(rest);
    CommandLine line = shared();
    line.values.insert(line.values.end(), timed.begin(), timed.end());
    if (calc_->parsed()) line.command = Command::calc;
    if (batch_->parsed()) finish_batch(line);
    if (explain_->parsed()) {
      line.topic = text::join(raw_.words, " ");
      line.sought = raw_.sought;
      if (!line.sought.empty() && !line.topic.empty())
        usage("either --search " + line.sought + " or '" + line.topic + "', not both");
      line.command = Command::explain;
      if (line.topic.empty() && line.sought.empty())
        usage("explain what? try 'metindex explain homa_ir'");
    }
    if (list_->parsed()) finish(line, Command::list, "list what? try 'metindex list indices'");
    if (convert_->parsed()) {
      line.topic = raw_.to;
      finish(line, Command::convert, "convert what? try 'metindex convert 48 mmol/mol %'");
    }
    if (check_->parsed()) line.command = Command::check;
    if (asks_for_list(raw_.indices)) list_instead(line, "indices");
    if (asks_for_list(raw_.contexts)) list_instead(line, "contexts");
    if (const auto quantity = asks_for_schemes(raw_.schemes)) {
      list_instead(line, "schemes");
      line.of = *quantity;
    }
    return line;
  }

 private:
  void build() {
    app_.require_subcommand(0);
    app_.allow_extras();
    app_.footer(kFooter);
    app_.get_formatter()->column_width(kHelpNames);
    app_.set_version_flag("--version", "metindex " METINDEX_VERSION);
    calc_ = add_command("calc", "read one person's values, print a card");
    batch_ = add_command("batch", "score a table, row by row");
    explain_ = add_command("explain", "tell about an index, scheme, drug, study ...");
    list_ = add_command("list", "list what metindex knows");
    convert_ = add_command("convert", "convert a value to another unit");
    check_ = add_command("check", "run every check value of the catalogue");
    build_calc();
    build_batch();
    explain_->add_option("topic", raw_.words, "an id, a name or words, such as homa_ir");
    list_->add_option("what", raw_.topic, "indices, formulas, analytes, units, schemes, notes ...");
    list_->add_option("of", raw_.of, "schemes of a quantity, notes of a kind");
    convert_->add_option("value", raw_.value, "the number");
    convert_->add_option("from", raw_.from, "its unit");
    convert_->add_option("to", raw_.to, "the unit wanted");
    convert_->add_option("--analyte", raw_.analyte, "which analyte, if several have both units");
    add_factors(convert_);
    add_indices(check_);
    add_text(explain_, "--search", raw_.sought, "list what has these words in its text", "WORDS");
    add_format(explain_, "text, md or json");
    for (CLI::App* command : {list_, convert_, check_}) add_format(command, "text or json");
    add_digits(convert_);
    for (CLI::App* command : app_.get_subcommands({})) wrap_help(*command);
  }

  // CLI11 breaks no lines.
  static void wrap_help(CLI::App& command) {
    for (CLI::Option* option : command.get_options())
      option->description(
          text::join(text::wrap(option->get_description(), kHelpWidth - kHelpNames), "\n"));
  }

  CLI::App* add_command(const std::string& name, const std::string& description) {
    CLI::App* command = app_.add_subcommand(name, description);
    command->allow_extras();
    command->get_formatter()->column_width(kHelpNames);
    add_list(command, "--catalogue", raw_.catalogues, "lay a file of your own over the catalogue",
             "FILE");
    return command;
  }

  static void add_text(CLI::App* command, const std::string& name, std::string& into,
                       const std::string& description, const std::string& type) {
    command->add_option(name, into, description)->type_name(type);
  }

  // May be given again; takes one word, and not the file behind it.
  static CLI::Option* add_list(CLI::App* command, const std::string& name,
                               std::vector<std::string>& into, const std::string& description,
                               const std::string& type) {
    return command->add_option(name, into, description)
        ->type_name(type)
        ->take_all()
        ->allow_extra_args(false);
  }

  void build_calc() {
    // An analyte is worth an option if something reads it and people know it by a name (a survey's
    // weights and marks are known by their columns alone).
    const auto asked = asked_for(catalogue_);
    for (const Analyte& analyte : catalogue_.declarations().analytes) {
      if (!analyte.family.empty() || analyte.headers.empty() || asked.count(analyte.id) == 0)
        continue;
      std::string units = analyte.unit_list();
      for (const Category& category : analyte.categories)
        units += (units.empty() ? "" : ", ") + category.id;
      calc_
          ->add_option(option_name(analyte.id), raw_.values[analyte.id],
                       analyte.name + " [" + units + "]")
          ->type_name("VALUE")
          ->group("Values");
    }
    for (const Analyte& analyte : catalogue_.declarations().analytes) {
      if (!analyte.load) continue;
      calc_
          ->add_option_function<std::string>(
              timed_option(analyte, "MIN"),
              [&analyte](const std::string& /*value*/) { refuse_placeholder(analyte); },
              text::put(analyte.load->name, "{t}", "MIN") + " [" + analyte.unit_list() + "]")
          ->type_name("VALUE")
          ->group("Values after a glucose drink, such as --glucose-30 or --insulin-120");
    }
    add_assessment(calc_);
    add_format(calc_, "text or json");
    add_notes(calc_, "all, none, a number (5) or deep: with their second part");
  }

  void build_batch() {
    batch_->add_option("files", raw_.files, "tables to read; - or none: standard input");
    add_text(batch_, "-o,--output", raw_.output, "write to this file; .gz, .zst: packed", "FILE");
    add_list(batch_, "--column", raw_.batch.columns, "read an analyte from a column",
             "ANALYTE=HEADER");
    add_list(batch_, "--given", raw_.batch.given, "what every row has, such as sex=female",
             "ANALYTE=WORD");
    add_list(batch_, "--unit", raw_.batch.units, "the unit of an analyte's column", "ANALYTE=UNIT");
    batch_->add_flag("--no-header", raw_.batch.no_header,
                     "the first line is a row; --column by number");
    add_text(batch_, "--long", raw_.batch.long_columns,
             "rows of tests: id=A,test=B,value=C,unit=D,date=E,minute=F or auto", "COLUMNS");
    batch_->add_flag("--gather", raw_.batch.gather,
                     "hold a long table in memory: its rows may stand in any order");
    add_text(batch_, "--delimiter", raw_.batch.delimiter, "the delimiter, if it is not found",
             "CHAR");
    add_text(batch_, "--encoding", raw_.batch.encoding, "such as windows-1252", "NAME");
    add_text(batch_, "--comment", raw_.batch.comment,
             "lines that begin with it are passed on unread", "CHAR");
    add_text(batch_, "--on-problem", raw_.batch.on_problem,
             "rows with problems: keep, drop or stop there (keep)", "WHAT");
    add_text(batch_, "--rejects", raw_.rejects, "write rows with problems here too, with reasons",
             "FILE");
    add_text(batch_, "--summary", raw_.summary,
             "write the counts here; as JSON if it ends in .json", "FILE");
    batch_->add_flag("--progress", raw_.progress, "say how far it is, as at a terminal");
    batch_->add_flag("--no-progress", raw_.no_progress, "do not, even there");
    add_text(batch_, "--threads", raw_.batch.threads, "how many threads (all cores, up to 16)",
             "N");
    batch_->add_flag("--bounds", raw_.batch.bounds, "add columns <index>_low and <index>_high");
    batch_->add_flag("--strict", raw_.strict, "exit 1 if a row has a problem");
    batch_->add_flag("--quiet", raw_.quiet, "say nothing but errors");
    add_assessment(batch_);
    add_format(batch_, "csv, tsv or jsonl");
    add_notes(batch_, "a column of their ids: all, none (usual) or a number; jsonl has the texts");
    add_text(batch_, "--notes-file", raw_.notes_file, "write the notes that occurred here", "FILE");
  }

  void add_notes(CLI::App* command, const std::string& meaning) {
    add_list(command, "--notes", raw_.notes, meaning, "N")->delimiter(',');
  }

  void add_indices(CLI::App* command) {
    add_list(command, "--index", raw_.indices, "ids, core or all; list names them", "LIST")
        ->delimiter(',');
  }

  void add_assessment(CLI::App* command) {
    add_indices(command);
    add_list(command, "--scheme", raw_.schemes, "bands by another scheme; list names them",
             "QUANTITY=SCHEME")
        ->delimiter(',');
    add_list(command, "--context", raw_.contexts, "what is known of the person; list names them",
             "LIST")
        ->delimiter(',');
    add_text(command, "--units", raw_.reading.system, "unit of a bare number: conventional or si",
             "SYSTEM");
    command->add_flag("--decimal-comma", raw_.reading.decimal_comma, "5,3 is 5.3");
    add_text(command, "--thousands", raw_.reading.thousands, "what groups digits: , . ' or space",
             "MARK");
    add_list(command, "--missing", raw_.reading.missing, "no value: 888888,-9 or insulin=0",
             "CODES");
    command->add_flag("--assume-units", raw_.reading.assume_units,
                      "keep values that look like another unit");
    add_factors(command);
    add_digits(command);
  }

  void add_factors(CLI::App* command) {
    std::vector<std::string> seen;
    for (const Analyte& analyte : catalogue_.declarations().analytes) {
      for (const Conversion& c : analyte.conversions) {
        if (c.option.empty() || std::find(seen.begin(), seen.end(), c.option) != seen.end())
          continue;
        seen.push_back(c.option);
        command
            ->add_option("--" + c.option, raw_.factors[c.option],
                         c.to + " per " + c.from + " (" + text::shortest(c.steps[0].scale) + ")")
            ->type_name("X");
      }
    }
  }

  void add_format(CLI::App* command, const std::string& formats) {
    add_text(command, "--format", raw_.format, formats, "FORMAT");
  }

  void add_digits(CLI::App* command) {
    add_text(command, "--digits", raw_.digits, "significant digits of numbers", "N");
  }

  void parse(const std::vector<std::string>& arguments) {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
      print_help();
      throw Failure{ExitCode::finished, ""};
    } catch (const CLI::CallForVersion& version) {
      print(std::string(version.what()) + "\n");
      throw Failure{ExitCode::finished, ""};
    } catch (const CLI::ParseError& error) {
      const auto of = app_.get_subcommands();
      usage(in_our_words(error) + "; try '" + help_of(of.empty() ? app_ : *of.front()) + "'");
    }
    const auto parsed = app_.get_subcommands();
    if (parsed.size() > 1)
      usage("one command at a time; '" + parsed[1]->get_name() + "' is a second one");
    if (parsed.empty()) {
      if (arguments.empty()) {
        print_help();
        throw Failure{ExitCode::usage, ""};
      }
      refuse_extra(arguments.front(), app_);
    }
    const std::vector<std::string> extra = app_.remaining(true);
    if (!extra.empty()) refuse_extra(extra.front(), *parsed.front());
  }

  // One blank line where CLI11 leaves two.
  void print_help() const {
    std::string help = app_.help();
    for (std::size_t at = 0; (at = help.find("\n\n\n", at)) != std::string::npos;)
      help.erase(at, 1);
    print(help);
  }

  CommandLine shared() {
    CommandLine line;
    const bool usual = calc_->parsed() || !raw_.notes_file.empty();
    const WantedNotes notes = read_notes(raw_.notes, usual ? Options{}.notes : 0);
    line.assess.notes = notes.most;
    line.deep = notes.deep;
    line.indices_given = !raw_.indices.empty();
    if (line.indices_given) line.assess.indices = raw_.indices;
    for (const std::string& scheme : raw_.schemes)
      if (scheme != "list") line.assess.schemes.push_back(read_scheme(catalogue_, scheme));
    line.assess.contexts = raw_.contexts;
    line.assess.reading = read_reading(catalogue_, raw_.reading);
    for (const auto& [option, written] : raw_.factors) {
      if (written.empty()) continue;
      const auto factor = text::to_number(written);
      if (!factor || *factor <= 0)
        usage("--" + option + ": '" + written + "' is not a number above 0");
      line.assess.factors.emplace_back(option, *factor);
      if (!raw_.quiet) warn_of_factor(catalogue_, option, *factor);
    }
    for (const auto& [analyte, value] : raw_.values) {
      if (calc_->count(option_name(analyte)) > 0) line.values.emplace_back(analyte, value);
    }
    line.format = raw_.format;
    line.digits = read_whole(raw_.digits, "--digits", std::numeric_limits<double>::max_digits10);
    line.topic = raw_.topic;
    line.of = raw_.of;
    line.value = raw_.value;
    line.from = raw_.from;
    line.to = raw_.to;
    line.analyte = raw_.analyte;
    return line;
  }

  static bool asks_for_list(const std::vector<std::string>& written) {
    return std::find(written.begin(), written.end(), "list") != written.end();
  }

  static void list_instead(CommandLine& line, const std::string& list) {
    line.command = Command::list;
    line.topic = list;
  }

  static void finish(CommandLine& line, Command command, const std::string& question) {
    line.command = command;
    if (line.topic.empty()) usage(question);
  }

  void finish_batch(CommandLine& line) const {
    line.command = Command::batch;
    line.files = raw_.files.empty() ? std::vector<std::string>{"-"} : raw_.files;
    line.output = raw_.output;
    line.strict = raw_.strict;
    line.quiet = raw_.quiet;
    line.batch = read_batch(raw_.batch, raw_.format, line.digits);
    line.rejects = raw_.rejects;
    line.summary = raw_.summary;
    line.notes_file = raw_.notes_file;
    if (!line.notes_file.empty() && line.assess.notes == 0)
      usage("--notes-file " + line.notes_file + ": with --notes none there is nothing to write");
    line.batch.deep = line.deep;
    if (raw_.progress || raw_.no_progress) line.progress = !raw_.no_progress;
  }

  const Catalogue& catalogue_;
  Raw raw_;
  CLI::App app_;
  CLI::App *calc_ = nullptr, *batch_ = nullptr, *explain_ = nullptr, *list_ = nullptr,
           *convert_ = nullptr, *check_ = nullptr;
};

}  // namespace

CommandLine read_command_line(const Catalogue& catalogue,
                              const std::vector<std::string>& arguments) {
  return Reader(catalogue).read(arguments);
}

}  // namespace metindex::cli
