// SPDX-License-Identifier: GPL-2.0-or-later
// What each reason of an alarm means and what to do about it, in steps separated by '\n'.
// Source: System Error Messages for Cisco Unified Communications Manager 12.5(1), 14 and 15, enumeration tables of UC_CTI (all three
// alike); CtiDeviceOpenFailure 0x8CCC00D2 from Cisco tech note 220616. Where the tables give no action, the step is the editors' judgement.
#pragma once

#include <cstdint>
#include <string_view>

namespace cti::ucalarm {

struct ReasonRemedy {
    std::string_view alarm;
    std::uint32_t reason;
    const char* cause;
    const char* remedy;
    /// Of an alarm that tells of an end, which its catalogue calls informational: somebody has to do something before it works again.
    bool needs_action = false;
};

/// In the order of the catalogue, and within an alarm by reason.
inline constexpr ReasonRemedy reason_remedies[] = {
    {"CtiProviderOpenFailure", 0, "Unknown to CTIManager",
        "Read the CTIManager SDL trace of that second\nLook at other alarms of the same node in the same seconds"},
    {"CtiProviderOpenFailure", 0x8CCC005E, "LDAP server cannot be reached from the node",
        "Ping the LDAP server from OS Administration and restore the path"},
    {"CtiProviderOpenFailure", 0x8CCC005F, "User lacks Standard CTI use permission", "Put the user into group Standard CTI Enabled"},
    {"CtiProviderOpenFailure", 0x8CCC0060, "Wrong user ID or password",
        "Compare user ID and password of the application with User Management > End User / Application User"},
    {"CtiProviderOpenFailure", 0x8CCC0075, "User check timed out: LDAP misconfigured (referrals) or high CPU on the node",
        "Check CPU of the node (CPU Pegging alert) and LDAP reachability, referrals and search base"},
    {"CtiProviderOpenFailure", 0x8CCC00D0, "Client uses the secure port but the user has no right to it",
        "Either put the user into Standard CTI Secure Connection or switch off the secure connection (TSP and JTPrefs: Security)"},
    {"CtiProviderOpenFailure", 0x8CCC00D1, "User has security rights but the client uses the non-secure port",
        "Connect by TLS to 2749, or take the secure group away from the user"},
    {"CtiProviderOpenFailure", 0x8CCC011D, "Password of the user expired",
        "Let the user set a new password in the user options page, or reset it\nFor application users use a credential policy that does "
        "not expire"},
    {"CtiProviderOpenFailure", 0x8CCC011F, "Account locked: too many wrong logins, by the administrator, or by inactivity",
        "Edit Credential of the user: reset the hack count and clear the lock, or untick Locked by Administrator\nAfter inactivity: set a "
        "new password\nFind the machine that still sends the old password"},
    {"CtiProviderClosed", 0, "Unknown to CTIManager",
        "Read the CTIManager SDL trace of that second\nLook at other alarms of the same node in the same seconds"},
    {"CtiProviderClosed", 1, "Application heartbeat did not come: network or high CPU",
        "Ping the application host from OS Administration\nCheck CPU at both ends", true},
    {"CtiProviderClosed", 2, "Application dropped its TCP connection",
        "Check the application process, its CPU and the network (look for FIN or RST from the client)", true},
    {"CtiProviderClosed", 3, "Application asked to close", "None: this is how an application ends its session"},
    {"CtiProviderClosed", 4, "Provider could not be opened", "See the CtiProviderOpenFailure just before"},
    {"CtiProviderClosed", 5, "User of the application was deleted in CUCM", "Restore the user or change the application", true},
    {"CtiProviderClosed", 6, "User lost the right to control all devices",
        "Check the groups of the user (Standard CTI Allow Control of All Devices)", true},
    {"CtiProviderClosed", 7, "Another instance uses the same certificate", "Give each instance its own CAPF profile and certificate", true},
    {"CtiProviderClosed", 8, "CAPF profile of the user not available", "Check End User / Application User CAPF Profile", true},
    {"CtiProviderClosed", 9, "Certificate is marked compromised", "Issue a new certificate by CAPF", true},
    {"CtiProviderClosed", 11, "User may not use TLS",
        "Switch off the secure connection in TSP/JTPrefs, or give the right to the user", true},
    {"CtiProviderClosed", 12, "Standard CTI Enabled was taken from the user", "Put the user back into the group", true},
    {"CtiDeviceClosed", 0, "Unknown to CTIManager",
        "Read the CTIManager SDL trace of that second\nLook at other alarms of the same node in the same seconds"},
    {"CtiDeviceClosed", 1, "No CallManager service to do the request",
        "Check Cisco CallManager in Control Center - Feature Services", true},
    {"CtiDeviceClosed", 2, "Device unregistered from CUCM",
        "Check why the device unregistered (DeviceUnregistered / EndPointUnregistered alarm of that name)"},
    {"CtiDeviceClosed", 3, "Device did not rehome", "Check that the device is registered", true},
    {"CtiDeviceClosed", 4, "Device was removed from the database", "Restore it or remove it from the application", true},
    {"CtiDeviceClosed", 5, "Controlling application closed the connection", "None\nLook at the application if not wanted"},
    {"CtiDeviceClosed", 6, "Route point is registered by another application",
        "Find the other application (RTMT CTI Search)\nOne application per route point", true},
    {"CtiDeviceClosed", 7, "CTI port is registered by another application",
        "Find the other application (RTMT CTI Search)\nOne application per port", true},
    {"CtiDeviceClosed", 8, "Port or route point is registered with dynamic media termination already",
        "Use the same media termination type, or unregister the first application", true},
    {"CtiDeviceClosed", 9, "Softkeys could not be enabled", "Check that the device is registered", true},
    {"CtiDeviceClosed", 10, "Several applications registered it with different media capabilities",
        "Use the same codecs in all instances", true},
    {"CtiDeviceClosed", 11, "Another application controls the device", "Find it in RTMT CTI Search", true},
    {"CtiDeviceClosed", 12, "CTI does not support the protocol of the device", "Use a supported model and protocol", true},
    {"CtiDeviceClosed", 13, "Device is restricted for all applications", "Tick Allow Control of Device from CTI", true},
    {"CtiDeviceClosed", 14, "Device data could not be read", "Check Cisco DB and replication", true},
    {"CtiDeviceClosed", 15, "Device is resetting", "Wait until it registers"},
    {"CtiDeviceClosed", 16, "Asked media type is not supported", "Correct the media registration of the application", true},
    {"CtiDeviceClosed", 17, "Device configuration is not supported",
        "Check rollover, Join/Direct Transfer Across Lines, IP mode and similar settings of the device", true},
    {"CtiDeviceClosed", 18, "Device is being reset", "Wait until it registers"},
    {"CtiDeviceClosed", 19, "Mode differs from CUCM configuration", "Match the IP addressing mode in Common Device Configuration", true},
    {"CtiDeviceOpenFailure", 0x8CCC0013, "Another application has the device open",
        "Find it in RTMT (CallManager > CTI Manager, CTI Search) and close it there"},
    {"CtiDeviceOpenFailure", 0x8CCC0018, "Device is not in the control list of the user",
        "Associate the device with the end user (Device Association) or application user (Device Information)"},
    {"CtiDeviceOpenFailure", 0x8CCC009A, "Device is unregistering after a reset", "Wait until it has registered"},
    {"CtiDeviceOpenFailure", 0x8CCC00D2, "Device is restricted", "Tick Allow Control of Device from CTI on the device"},
    {"CtiDeviceOpenFailure", 0x8CCC00DA, "Database could not be reached", "Check CPU of the node (CPU Pegging) and the database"},
    {"CtiDeviceOpenFailure", 0x8CCC00F3, "IP addressing mode of the application differs from CUCM",
        "Check Device Settings > Common Device Configuration"},
    {"CtiLineOpenFailure", 0, "Unknown to CTIManager",
        "Read the CTIManager SDL trace of that second\nLook at other alarms of the same node in the same seconds"},
    {"CtiLineOpenFailure", 0x8CCC0005, "Line is not on the device (e.g. extension mobility login or logout)",
        "Log in the right profile, or reconfigure the application"},
    {"CtiLineOpenFailure", 0x8CCC0018, "Device is not in the control list of the user", "Associate the device with the user"},
    {"CtiLineOpenFailure", 0x8CCC00D3, "Line is restricted", "Tick Allow Control of Device from CTI on the directory number"},
    {"CtiLineClosed", 0, "Unknown to CTIManager",
        "Read the CTIManager SDL trace of that second\nLook at other alarms of the same node in the same seconds"},
    {"CtiLineClosed", 1, "CallManager failed", "Check Cisco CallManager\nThe line comes back by itself"},
    {"CtiLineClosed", 2, "Device unregistered", "Wait for it to register"},
    {"CtiLineClosed", 3, "Line did not rehome", "Check that the device is registered", true},
    {"CtiLineClosed", 4, "Line is no more on the device (extension mobility)", "Log in the right profile"},
    {"CtiLineClosed", 5, "Device removed", "Restore it or remove it from the application", true},
    {"CtiLineClosed", 6, "Controlling provider was closed", "See CtiProviderClosed"},
    {"CtiLineClosed", 7, "CTI does not support the protocol of the device", "Use a supported model", true},
    {"CtiLineClosed", 8, "Line is not enabled for CTI control", "Tick Allow Control of Device from CTI on the directory number", true},
    {"CtiLineClosed", 9, "Asked media type is not supported", "Correct the media registration", true},
    {"CtiLineClosed", 10, "Device is being reset", "Open the line when the device has registered"},
    {"CtiLineClosed", 11, "Device configuration is not supported",
        "Check the device settings against the CTI supported devices list", true},
};

/// The row of this reason of this alarm (its name in the catalogue), or nullptr.
constexpr const ReasonRemedy* find_reason_remedy(std::string_view alarm, std::uint32_t reason)
{
    for (const ReasonRemedy& row : reason_remedies)
        if (row.reason == reason && row.alarm == alarm)
            return &row;
    return nullptr;
}

} // namespace cti::ucalarm
