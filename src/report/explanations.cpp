// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/explanations.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace cti::report {
namespace {

/// Findings of an id, and of one identity where that is not empty.
using Kind = std::pair<std::string_view, std::string_view>;
using Edges = std::map<Kind, std::set<Kind>>;

/// Whether a finding may be of both.
bool meet(const Kind& a, const Kind& b) { return a.first == b.first && (a.second.empty() || b.second.empty() || a.second == b.second); }

/// True where `from` leads to `to`.
bool reaches(const Edges& edges, const Kind& from, const Kind& to, std::set<Kind>& visited)
{
    if (!visited.insert(from).second)
        return false;
    return std::any_of(edges.begin(), edges.end(), [&](const auto& edge) {
        return meet(edge.first, from) && std::any_of(edge.second.begin(), edge.second.end(),
                                             [&](const Kind& next) { return meet(next, to) || reaches(edges, next, to, visited); });
    });
}

} // namespace

std::vector<std::string> validate(std::span<const std::span<const Diagnosis>> catalogue)
{
    Edges edges;
    std::set<std::string_view> ids, consequences, known;
    for (const Explanation& e : explanations)
        for (const Cause& cause : e.causes) {
            if (e.consequences.empty()) {
                ids.insert(cause.id);
                consequences.insert(cause.id);
            }
            for (const std::string_view consequence : e.consequences) {
                ids.insert({cause.id, consequence});
                consequences.insert(consequence);
                // A cause among its own consequences is left out when the table is read: lists are shared.
                if (cause.id != consequence)
                    edges[{cause.id, cause.identity}].insert({consequence, e.identity});
            }
        }
    for (const explanation_tables::SharedCause& row : explanation_tables::shared_causes)
        ids.insert(row.id);
    for (const std::span<const Diagnosis> rows : catalogue)
        for (const Diagnosis& row : rows)
            known.insert(row.id);
    std::vector<std::string> wrong;
    for (const std::string_view id : ids)
        if (!known.contains(id))
            wrong.push_back(std::string{id} + " is not in the catalogue");
    for (const auto& [kind, follows] : edges) {
        std::set<Kind> visited;
        if (reaches(edges, kind, kind, visited))
            wrong.push_back(std::string{kind.first} + " explains itself");
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
