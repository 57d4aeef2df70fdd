// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/explanations.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace cti::report {
namespace {

using Edges = std::map<std::string_view, std::set<std::string_view>>;

/// True where `from` leads to `to`.
bool reaches(const Edges& edges, std::string_view from, std::string_view to, std::set<std::string_view>& visited)
{
    const auto it = edges.find(from);
    if (it == edges.end() || !visited.insert(from).second)
        return false;
    return std::any_of(
        it->second.begin(), it->second.end(), [&](std::string_view next) { return next == to || reaches(edges, next, to, visited); });
}

} // namespace

std::vector<std::string> validate(std::span<const std::span<const Diagnosis>> catalogue)
{
    Edges edges;
    std::set<std::string_view> ids, consequences, known;
    for (const Explanation& e : explanations)
        for (const Cause& cause : e.causes)
            for (const std::string_view consequence : e.consequences) {
                ids.insert({cause.id, consequence});
                consequences.insert(consequence);
                // A cause among its own consequences is left out when the table is read: lists are shared.
                if (cause.id != consequence)
                    edges[cause.id].insert(consequence);
            }
    for (const std::span<const Diagnosis> rows : catalogue)
        for (const Diagnosis& row : rows)
            known.insert(row.id);
    std::vector<std::string> wrong;
    for (const std::string_view id : ids)
        if (!known.contains(id))
            wrong.push_back(std::string{id} + " is not in the catalogue");
    for (const auto& [id, follows] : edges) {
        std::set<std::string_view> visited;
        if (reaches(edges, id, id, visited))
            wrong.push_back(std::string{id} + " explains itself");
    }
    for (const std::string_view id : consequences)
        if (!noun_of(id))
            wrong.push_back(std::string{id} + " has no noun");
    for (const explanation_tables::Noun& n : explanation_tables::nouns)
        if (!consequences.contains(n.id))
            wrong.push_back(std::string{n.id} + " has a noun and is no consequence");
    return wrong;
}

} // namespace cti::report
