-- SPDX-License-Identifier: GPL-2.0-or-later
-- What an engineer would write in Lua for the messages of bench/traffic.py: the same fields in the tree, request and answer,
-- no versions, no diagnoses. Only for comparison.
local p = Proto("ged188lua", "GED-188 in Lua")
local f = {
    length = ProtoField.uint32("ged188lua.message_length", "MessageLength"),
    mtype = ProtoField.uint32("ged188lua.message_type", "MessageType"),
    tag = ProtoField.uint16("ged188lua.tag", "Tag"),
    flen = ProtoField.uint16("ged188lua.field_length", "FieldLength"),
    request = ProtoField.framenum("ged188lua.response_to", "Response to"),
}
local function u32(name) local x = ProtoField.uint32("ged188lua." .. name, name); f[name] = x; return { x, 4 } end
local function u16(name) local x = ProtoField.uint16("ged188lua." .. name, name); f[name] = x; return { x, 2 } end
local function str(name) local x = ProtoField.string("ged188lua." .. name, name); f[name] = x; return x end

local invoke, peripheral = u32("InvokeID"), u32("PeripheralID")
local layouts = {
    [3] = { "OPEN_REQ", invoke, u32("VersionNumber"), u32("IdleTimeout"), peripheral, u32("ServicesRequested"), u32("CallMsgMask"),
            u32("AgentStateMask"), u32("ConfigMsgMask"), u32("Reserved1"), u32("Reserved2"), u32("Reserved3") },
    [4] = { "OPEN_CONF", invoke, u32("ServicesGranted"), u32("MonitorID"), u32("PGStatus"), u32("ICMCentralControllerTime"), u16("PeripheralOnline"),
            u16("PeripheralType"), u16("AgentState"), u32("DepartmentID"), u16("SessionType") },
    [5] = { "HEARTBEAT_REQ", invoke },
    [6] = { "HEARTBEAT_CONF", invoke },
    [26] = { "SET_CALL_DATA_REQ", invoke, peripheral, u16("ConnectionDeviceIDType"), u32("ConnectionCallID"), u16("NumNamedVariables"),
             u16("NumNamedArrays"), u16("CallType"), u16("CalledPartyDisposition"), u32("CampaignID"), u32("QueryRuleID") },
    [27] = { "SET_CALL_DATA_CONF", invoke },
}
local tags = { [1] = str("ClientID"), [2] = str("ClientPassword"), [3] = str("ClientSignature"), [5] = str("AgentID"), [8] = str("ANI"),
               [12] = str("CallerEnteredDigits"), [13] = str("CallVariable1"), [14] = str("CallVariable2"), [25] = str("ConnectionDeviceID") }
local list = {}
for _, field in pairs(f) do list[#list + 1] = field end
p.fields = list

local asked, answered = {}, {}
function p.init() asked, answered = {}, {} end

local function message(tvb, pinfo, tree)
    local length, number = tvb(0, 4):uint(), tvb(4, 4):uint()
    local layout = layouts[number]
    local top = tree:add(p, tvb())
    top:add(f.length, tvb(0, 4))
    top:add(f.mtype, tvb(4, 4))
    pinfo.cols.protocol = "GED-188"
    pinfo.cols.info:append((layout and layout[1] or "message " .. number) .. " ")
    if not layout then return length + 8 end
    top:append_text(", " .. layout[1])
    local at, size = 8, tvb:len()
    for i = 2, #layout do
        if at + layout[i][2] > size then return size end
        top:add(layout[i][1], tvb(at, layout[i][2]))
        at = at + layout[i][2]
    end
    local key = pinfo.src_port .. ":" .. pinfo.dst_port
    local back = pinfo.dst_port .. ":" .. pinfo.src_port
    local id = tvb(8, 4):uint()
    if not pinfo.visited then
        if number % 2 == 1 and number < 6 or number == 26 then
            asked[key .. id] = pinfo.number
        elseif asked[back .. id] then
            answered[pinfo.number] = asked[back .. id]
        end
    end
    if answered[pinfo.number] then top:add(f.request, answered[pinfo.number]):set_generated() end
    while at + 4 <= size do
        local tag, len = tvb(at, 2):uint(), tvb(at + 2, 2):uint()
        if at + 4 + len > size then return size end
        local item = tags[tag] and top:add(tags[tag], tvb(at + 4, len)) or top:add(tvb(at + 4, len), "field")
        item:add(f.tag, tvb(at, 2))
        item:add(f.flen, tvb(at + 2, 2))
        at = at + 4 + len
    end
    return size
end

function p.dissector(tvb, pinfo, tree)
    dissect_tcp_pdus(tvb, tree, 8, function(t, _, offset) return t(offset, 4):uint() + 8 end, message)
    return tvb:len()
end
DissectorTable.get("tcp.port"):add(42027, p)
