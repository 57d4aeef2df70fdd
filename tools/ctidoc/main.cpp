// SPDX-License-Identifier: GPL-2.0-or-later
// ctidoc: prints the reference pages from the tables of libcti.
#include "markdown.hpp"
#include "pages.hpp"

#include "protocols.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace ctidoc;
namespace fs = std::filesystem;

/// Pages that say more than the tables of the descriptor. Every protocol has a page of fields, from here or from its descriptor.
constexpr Page special_pages[] = {
    {"fields", "cti", cti_fields},
    {"diagnoses", "cti", diagnoses},
    {"fields", "ged188", ged188_fields},
    {"messages", "ged188", ged188_messages},
    {"tags", "ged188", ged188_tags},
    {"values", "ged188", ged188_values},
    {"codes", "ged188", ged188_codes},
    {"fields", "ctiqbe", ctiqbe_fields},
    {"messages", "ctiqbe", ctiqbe_messages},
    {"fields", "bwcap", bwcap_fields},
    {"messages", "bwcap", bwcap_messages},
    {"fields", "ucalarm", ucalarm_fields},
    {"messages", "ucalarm", ucalarm_messages},
};

struct PageToPrint {
    std::string kind, protocol;
    std::function<std::string()> text;
    fs::path file() const { return protocol + "-" + kind + ".md"; }
};

const std::vector<PageToPrint>& pages()
{
    static const auto all = [] {
        std::vector<PageToPrint> made;
        for (const Page& page : special_pages)
            made.push_back({page.kind, page.protocol, page.text});
        for (const cti::Descriptor* protocol : cti::protocols()) {
            const auto is_its_fields = [&](const PageToPrint& page) { return page.kind == "fields" && page.protocol == protocol->filter; };
            if (std::none_of(made.begin(), made.end(), is_its_fields))
                made.push_back({"fields", protocol->filter,
                    [protocol] { return fields_page(std::string{protocol->column} + ": fields", protocol->name, protocol->fields()); }});
        }
        return made;
    }();
    return all;
}

constexpr const char* usage = "usage: ctidoc kind [protocol]     prints pages: fields, messages, tags, values, codes or diagnoses\n"
                              "       ctidoc --write folder      writes every page\n"
                              "       ctidoc --check folder      fails where a page there is missing, out of date or not one of ours\n";

int print(const std::string& kind, const std::string& protocol)
{
    bool found = false;
    for (const PageToPrint& page : pages()) {
        if (kind != page.kind || (!protocol.empty() && protocol != page.protocol))
            continue;
        std::cout << (found ? "\n" : "") << page.text();
        found = true;
    }
    if (!found)
        std::cerr << "ctidoc: no such page\n" << usage;
    return found ? 0 : 2;
}

int write(const fs::path& folder)
{
    fs::create_directories(folder);
    for (const PageToPrint& page : pages()) {
        std::ofstream out{folder / page.file(), std::ios::binary};
        out << page.text();
        if (!out.flush()) {
            std::cerr << "ctidoc: cannot write " << folder / page.file() << '\n';
            return 1;
        }
    }
    return 0;
}

int check(const fs::path& folder)
{
    std::set<fs::path> ours;
    int bad = 0;
    for (const PageToPrint& page : pages()) {
        const fs::path file = folder / page.file();
        ours.insert(page.file());
        std::ifstream in{file, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        if (!in.good() && !in.eof())
            std::cerr << file << " is missing: build the target reference\n", ++bad;
        else if (text != page.text())
            std::cerr << file << " is out of date: build the target reference\n", ++bad;
    }
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, error})
        if (entry.path().extension() == ".md" && !ours.contains(entry.path().filename()))
            std::cerr << entry.path() << " is no page of ctidoc\n", ++bad;
    return bad ? 1 : 0;
}

} // namespace

int main(int count, char** words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() == 1 && (arguments[0] == "-h" || arguments[0] == "--help")) {
        std::cout << usage;
        return 0;
    }
    if (arguments.size() == 2 && arguments[0] == "--write")
        return write(arguments[1]);
    if (arguments.size() == 2 && arguments[0] == "--check")
        return check(arguments[1]);
    if (arguments.size() == 1 || arguments.size() == 2)
        return print(arguments[0], arguments.size() == 2 ? arguments[1] : "");
    std::cerr << usage;
    return 2;
}
