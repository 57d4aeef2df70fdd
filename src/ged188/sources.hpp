// SPDX-License-Identifier: GPL-2.0-or-later
// Where the rows of the code tables come from, and how sure they are: for the reference page.
#pragma once

#include <cstdint>

namespace cti::ged188 {

/// How sure a row is.
enum class Basis : std::uint8_t {
    documented, ///< the source prints it
    judgement,  ///< drawn from the name and from what is usual; no source prints it
    derived,    ///< follows from printed facts by a rule
    unsure,     ///< sources disagree, or tell a part only
};

/// For the reference page: "documented".
constexpr const char* basis_name(Basis basis)
{
    constexpr const char* names[] = {"documented", "judgement", "derived", "unsure"};
    return names[static_cast<int>(basis)];
}

/// Where the rows of the code tables come from.
namespace source {
inline constexpr const char* admin = "Administration Guide for Unified CCE 15.0(1)";
inline constexpr const char* admin_finesse_admin =
    "Administration Guide for Unified CCE 15.0(1); Finesse Administration Guide 12.5(1), 15.0(1)";
inline constexpr const char* finesse = "Finesse Web Services Developer Guide 12.5(1)";
inline constexpr const char* finesse_admin = "Finesse Administration Guide 12.5(1), 15.0(1)";
inline constexpr const char* guide = "CTI Server Message Reference Guide, protocols 23 to 25";
inline constexpr const char* guide_avaya =
    "CTI Server Message Reference Guide, protocols 23 to 25; CTI OS System Manager Guide 12.6(1), Peripheral-Specific Support";
inline constexpr const char* guide_avaya_finesse =
    "CTI Server Message Reference Guide, protocols 23 to 25; CTI OS System Manager Guide 12.6(1), Peripheral-Specific Support; "
    "Finesse Web Services Developer Guide 12.5(1)";
inline constexpr const char* guide_finesse =
    "CTI Server Message Reference Guide, protocols 23 to 25; Finesse Web Services Developer Guide 12.5(1)";
inline constexpr const char* guide_finesse_uccx_login =
    "CTI Server Message Reference Guide, protocols 23 to 25; Finesse Web Services Developer Guide 12.5(1); Cisco tech note 210485, "
    "UCCX agent login";
inline constexpr const char* guide_schema_finesse_admin =
    "CTI Server Message Reference Guide, protocols 23 to 25; Database Schema Handbook for Unified ICM/CCE 15.0(1); Finesse "
    "Administration Guide 12.5(1), 15.0(1)";
inline constexpr const char* guide_uccx_login =
    "CTI Server Message Reference Guide, protocols 23 to 25; Cisco tech note 210485, UCCX agent login";
inline constexpr const char* guide_uccx_reasons =
    "CTI Server Message Reference Guide, protocols 23 to 25; UCCX Reporting User Guide 15.0(1), predefined reason codes";
inline constexpr const char* jtapi = "Unified JTAPI Developers Guide 12.5(1), 14, 15, constant field values of CiscoJtapiException";
inline constexpr const char* no_text = "known by its number only; no public text found";
inline constexpr const char* peripheral_specific = "CTI OS System Manager Guide 12.6(1), Peripheral-Specific Support";
inline constexpr const char* release_notes = "Solution release notes of Unified CCE, UCCX, HCS and PCCE 12.5(1)";
inline constexpr const char* schema = "Database Schema Handbook for Unified ICM/CCE 15.0(1)";
inline constexpr const char* schema_admin =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Administration Guide for Unified CCE 15.0(1)";
inline constexpr const char* schema_admin_finesse_admin =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Administration Guide for Unified CCE 15.0(1); Finesse Administration "
    "Guide 12.5(1), 15.0(1)";
inline constexpr const char* schema_admin_reporting =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Administration Guide for Unified CCE 15.0(1); Unified CCE Reporting "
    "User Guide 15.0(1)";
inline constexpr const char* schema_admin_reporting_finesse_admin =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Administration Guide for Unified CCE 15.0(1); Unified CCE Reporting "
    "User Guide 15.0(1); Finesse Administration Guide 12.5(1), 15.0(1)";
inline constexpr const char* schema_finesse_admin =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Finesse Administration Guide 12.5(1), 15.0(1)";
inline constexpr const char* schema_reporting_finesse_admin =
    "Database Schema Handbook for Unified ICM/CCE 15.0(1); Unified CCE Reporting User Guide 15.0(1); Finesse Administration Guide "
    "12.5(1), 15.0(1)";
inline constexpr const char* uccx = "Unified CCX CTI Protocol pages (DevNet)";
inline constexpr const char* uccx_reasons = "UCCX Reporting User Guide 15.0(1), predefined reason codes";
inline constexpr const char* uccx_uccx_login = "Unified CCX CTI Protocol pages (DevNet); Cisco tech note 210485, UCCX agent login";
inline constexpr const char* uccx_uccx_reasons =
    "Unified CCX CTI Protocol pages (DevNet); UCCX Reporting User Guide 15.0(1), predefined reason codes";
} // namespace source

} // namespace cti::ged188
