<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AutoLock</name>
    <message numerus="yes">
        <source>Locked after %n minute(s) without a key or the mouse.</source>
        <translation>
            <numerusform>Locked after %n minute without a key or the mouse.</numerusform>
            <numerusform>Locked after %n minutes without a key or the mouse.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Locks in %n second(s); any key or movement keeps it open.</source>
        <translation>
            <numerusform>Locks in %n second; any key or movement keeps it open.</numerusform>
            <numerusform>Locks in %n seconds; any key or movement keeps it open.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowsePage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkPage</name>
    <message numerus="yes">
        <source>%n of {total} chosen</source>
        <translation>
            <numerusform>%n of {total} chosen</numerusform>
            <numerusform>%n of {total} chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in doubt: both secrets are kept, and the server is asked again.</source>
        <translation>
            <numerusform>%n account in doubt: both secrets are kept, and the server is asked again.</numerusform>
            <numerusform>%n accounts in doubt: both secrets are kept, and the server is asked again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) failed; their old passwords work as before.</source>
        <translation>
            <numerusform>%n account failed; their old passwords work as before.</numerusform>
            <numerusform>%n accounts failed; their old passwords work as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n account(s) were not begun and are as they were.</source>
        <translation>
            <numerusform>Stopped: %n account were not begun and are as they were.</numerusform>
            <numerusform>Stopped: %n accounts were not begun and are as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckColumn</name>
    <message numerus="yes">
        <source>%n thing(s) to know before you start.</source>
        <translation>
            <numerusform>%n thing to know before you start.</numerusform>
            <numerusform>%n things to know before you start.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditorPage</name>
    <message numerus="yes">
        <source>%n change(s) not saved</source>
        <translation>
            <numerusform>%n change not saved</numerusform>
            <numerusform>%n changes not saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) would be lost.</source>
        <translation>
            <numerusform>%n change would be lost.</numerusform>
            <numerusform>%n changes would be lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobsDrawer</name>
    <message numerus="yes">
        <source>Rotating %n account(s)</source>
        <translation>
            <numerusform>Rotating %n account</numerusform>
            <numerusform>Rotating %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message numerus="yes">
        <source>Rotate %n account(s)</source>
        <translation>
            <numerusform>Rotate %n account</numerusform>
            <numerusform>Rotate %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyColumn</name>
    <message numerus="yes">
        <source>{titles} and %n more</source>
        <translation>
            <numerusform>{titles} and %n more</numerusform>
            <numerusform>{titles} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordModel</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>account(s) on {servers}</source>
        <translation>
            <numerusform>account on {servers}</numerusform>
            <numerusform>accounts on {servers}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rotate %n account(s)</source>
        <translation>
            <numerusform>Rotate %n account</numerusform>
            <numerusform>Rotate %n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at most</source>
        <translation>
            <numerusform>%n at most</numerusform>
            <numerusform>%n at most</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s)</source>
        <translation>
            <numerusform>%n failure</numerusform>
            <numerusform>%n failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunSide</name>
    <message numerus="yes">
        <source>of %n finished</source>
        <translation>
            <numerusform>of %n finished</numerusform>
            <numerusform>of %n finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rotate the %n failed again</source>
        <translation>
            <numerusform>Rotate the %n failed again</numerusform>
            <numerusform>Rotate the %n failed again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
</context>
</TS>