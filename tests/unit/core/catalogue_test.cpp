// SPDX-License-Identifier: GPL-2.0-or-later
// The whole catalogue of diagnoses: ids are public names, and every row has all it needs to help somebody.
#include "protocols.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace {

using namespace cti;

template <class F>
void each_row(F f)
{
    for (const Descriptor* protocol : protocols())
        for (const Diagnosis& row : protocol->diagnoses)
            f(row);
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// "<protocol>.<name>", both of lower-case letters, digits and '_', beginning with a letter.
bool is_well_formed(std::string_view id)
{
    const std::size_t dot = id.find('.');
    if (dot == std::string_view::npos)
        return false;
    for (const std::string_view part : {id.substr(0, dot), id.substr(dot + 1)})
        if (part.empty() || !is_lower(part[0]) ||
            !std::all_of(part.begin(), part.end(), [](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; }))
            return false;
    return true;
}

TEST(Catalogue, EveryProtocolHasItsOwnNames)
{
    std::set<std::string> names;
    for (const Descriptor* protocol : protocols()) {
        EXPECT_TRUE(names.insert(protocol->filter).second) << protocol->filter;
        EXPECT_EQ(find_protocol(protocol->filter), protocol);
        const std::string prefix = std::string{protocol->filter} + ".";
        EXPECT_FALSE(protocol->diagnoses.empty()) << protocol->filter;
        for (const Diagnosis& row : protocol->diagnoses)
            EXPECT_TRUE(std::string_view{row.id}.starts_with(prefix)) << row.id;
        for (const FieldDef& field : protocol->fields())
            EXPECT_TRUE(std::string_view{field.filter}.starts_with(prefix)) << field.filter;
    }
    EXPECT_EQ(find_protocol("http"), nullptr);
}

TEST(Catalogue, AFieldAndADiagnosisNeverShareAName)
{
    for (const Descriptor* protocol : protocols())
        for (const FieldDef& field : protocol->fields())
            for (const Diagnosis& row : protocol->diagnoses)
                EXPECT_STRNE(field.filter, row.id);
}

TEST(Catalogue, EveryStepOfARemedyFitsALabel)
{
    each_row([](const Diagnosis& row) {
        std::string_view rest = row.remedy;
        while (!rest.empty()) {
            const std::string_view step = rest.substr(0, rest.find('\n'));
            EXPECT_FALSE(step.empty()) << row.id;
            EXPECT_LE(step.size(), max_remedy_step) << row.id << ": " << step;
            rest.remove_prefix(std::min(step.size() + 1, rest.size()));
        }
    });
}

TEST(Catalogue, IdentityAndWorstNameArgumentsThatAreThere)
{
    each_row([](const Diagnosis& row) {
        for (const char* digit = row.identity; *digit; ++digit)
            EXPECT_TRUE(*digit >= '0' && *digit < static_cast<char>('0' + max_arguments)) << row.id;
        EXPECT_LT(row.worst, static_cast<int>(max_arguments)) << row.id;
    });
}

TEST(Catalogue, IdsAreWellFormedAndUnique)
{
    // An id may come once for each severity it is registered with; then nothing else differs.
    std::map<std::string, const Diagnosis*> first;
    std::set<std::pair<std::string, Severity>> seen;
    each_row([&](const Diagnosis& row) {
        EXPECT_TRUE(is_well_formed(row.id)) << row.id;
        EXPECT_TRUE(seen.insert({row.id, row.severity}).second) << row.id << " twice with one severity";
        const Diagnosis& other = *first.try_emplace(row.id, &row).first->second;
        EXPECT_STREQ(row.summary, other.summary) << row.id;
        EXPECT_STREQ(row.sentence, other.sentence) << row.id;
        EXPECT_STREQ(row.remedy, other.remedy) << row.id;
        EXPECT_STREQ(row.source, other.source) << row.id;
    });
}

TEST(Catalogue, EveryRowSaysWhatHappenedWhatToDoAndWhence)
{
    each_row([](const Diagnosis& row) {
        EXPECT_STRNE(row.summary, "") << row.id;
        EXPECT_STRNE(row.sentence, "") << row.id;
        EXPECT_STRNE(row.remedy, "") << row.id;
        EXPECT_STRNE(row.source, "") << row.id;
    });
}

TEST(Catalogue, PlacesForValuesExist)
{
    each_row([](const Diagnosis& row) {
        for (const std::string_view pattern : {std::string_view{row.sentence}, std::string_view{row.remedy}})
            for (std::size_t i = 0; i < pattern.size(); ++i) {
                if (pattern[i] == '}')
                    ADD_FAILURE() << row.id << ": '}' without '{' in: " << pattern;
                if (pattern[i] != '{')
                    continue;
                ASSERT_LT(i + 2, pattern.size()) << row.id;
                EXPECT_TRUE(pattern[i + 1] >= '0' && pattern[i + 1] < static_cast<char>('0' + max_arguments) && pattern[i + 2] == '}') << row.id << ": " << pattern;
                i += 2;
            }
    });
}

} // namespace
