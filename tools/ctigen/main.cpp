// SPDX-License-Identifier: GPL-2.0-or-later
// ctigen: makes pcapng files from scenario files.
#include "scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr const char* usage = "usage: ctigen [-o capture.pcapng] scenario\n"
                              "       ctigen -d folder scenario...    one capture a scenario, of the same name\n"
                              "       ctigen [-o file] --index scenario...    a table: capture, what it shows\n"
                              "       ctigen --check file --index scenario... fails where the file is not that table\n";

std::string read_text(const std::string& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw std::runtime_error{"cannot read " + file};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

void write_file(const fs::path& output, std::string_view content)
{
    std::ofstream out{output, std::ios::binary};
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!out.flush())
        throw std::runtime_error{"cannot write " + output.string()};
}

void generate(const std::string& scenario, const fs::path& output)
{
    const ctigen::Octets bytes = ctigen::to_pcapng(ctigen::run_scenario(read_text(scenario), scenario));
    write_file(output, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

fs::path capture_name(const std::string& scenario) { return fs::path{scenario}.filename().replace_extension(".pcapng"); }

std::string index_table(std::vector<std::string> scenarios)
{
    std::sort(scenarios.begin(), scenarios.end());
    std::string table = "| capture | what it shows |\n|---|---|\n";
    for (const std::string& scenario : scenarios)
        table += "| `" + capture_name(scenario).string() + "` | " + ctigen::scenario_title(read_text(scenario), scenario) + " |\n";
    return table;
}

int check_index(const std::string& file, const std::string& table)
{
    if (read_text(file) == table)
        return 0;
    std::cerr << file << " is out of date: build the target capture-index\n";
    return 1;
}

int run(std::vector<std::string> arguments)
{
    if (!arguments.empty() && (arguments[0] == "-h" || arguments[0] == "--help")) {
        std::cout << usage;
        return 0;
    }
    const auto rest = [&](std::size_t n) {
        return std::vector<std::string>(arguments.begin() + static_cast<std::ptrdiff_t>(n), arguments.end());
    };
    if (arguments.size() > 1 && arguments[0] == "--index") {
        std::cout << index_table(rest(1));
        return 0;
    }
    if (arguments.size() > 3 && arguments[0] == "-o" && arguments[2] == "--index") {
        write_file(arguments[1], index_table(rest(3)));
        return 0;
    }
    if (arguments.size() > 3 && arguments[0] == "--check" && arguments[2] == "--index")
        return check_index(arguments[1], index_table(rest(3)));
    if (arguments.size() > 2 && arguments[0] == "-d") {
        fs::create_directories(arguments[1]);
        for (const std::string& scenario : rest(2))
            generate(scenario, fs::path{arguments[1]} / capture_name(scenario));
        return 0;
    }
    if (arguments.size() == 3 && arguments[0] == "-o") {
        generate(arguments[2], arguments[1]);
        return 0;
    }
    if (arguments.size() == 1 && !arguments[0].starts_with("-")) {
        generate(arguments[0], capture_name(arguments[0]));
        return 0;
    }
    std::cerr << usage;
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
