// SPDX-License-Identifier: GPL-2.0-or-later
// ctigen: makes pcapng files from scenario files.
#include "scenario.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

namespace fs = std::filesystem;

constexpr const char* usage = "usage: ctigen [-o capture.pcapng] scenario\n"
                              "       ctigen -d folder scenario...    one capture a scenario, of the same name\n"
                              "       ctigen --index scenario...      a table: capture, what it shows\n";

std::string read_text(const std::string& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw std::runtime_error{"cannot read " + file};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

void generate(const std::string& scenario, const fs::path& output)
{
    const ctigen::Octets bytes = ctigen::to_pcapng(ctigen::run_scenario(read_text(scenario), scenario));
    std::ofstream out{output, std::ios::binary};
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw std::runtime_error{"cannot write " + output.string()};
}

fs::path capture_name(const std::string& scenario) { return fs::path{scenario}.filename().replace_extension(".pcapng"); }

void print_index(std::vector<std::string> scenarios)
{
    std::sort(scenarios.begin(), scenarios.end());
    std::cout << "| capture | what it shows |\n|---|---|\n";
    for (const std::string& scenario : scenarios)
        std::cout << "| `" << capture_name(scenario).string() << "` | " << ctigen::scenario_title(read_text(scenario), scenario) << " |\n";
}

int run(std::vector<std::string> arguments)
{
    if (!arguments.empty() && (arguments[0] == "-h" || arguments[0] == "--help")) {
        std::cout << usage;
        return 0;
    }
    const auto rest = [&](std::size_t n) { return std::vector<std::string>(arguments.begin() + static_cast<std::ptrdiff_t>(n), arguments.end()); };
    if (arguments.size() > 1 && arguments[0] == "--index") {
        print_index(rest(1));
        return 0;
    }
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
