<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Chip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} を外す</translation>
    </message>
</context>
<context>
    <name>ClipboardNotice</name>
    <message>
        <source>Clear now</source>
        <translation>今すぐ消去</translation>
    </message>
    <message>
        <source>Copied {name} leaves the clipboard in {seconds} s</source>
        <translation>コピーした{name}は {seconds} 秒後にクリップボードから消えます</translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>The vault has no name yet.</source>
        <translation>保管庫の名前がまだありません。</translation>
    </message>
    <message>
        <source>The vault has no master password yet.</source>
        <translation>マスターパスワードがまだありません。</translation>
    </message>
    <message>
        <source>This password can be guessed. Make it longer.</source>
        <translation>推測できるパスワードです。もっと長くしてください。</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>2 つのパスワードが一致していません。</translation>
    </message>
    <message>
        <source>The vault is being made.</source>
        <translation>保管庫を作成しています。</translation>
    </message>
    <message>
        <source>Strong: about {bits} bits</source>
        <translation>強い: 約 {bits} ビット</translation>
    </message>
    <message>
        <source>Fair: about {bits} bits</source>
        <translation>普通: 約 {bits} ビット</translation>
    </message>
    <message>
        <source>Weak: about {bits} bits</source>
        <translation>弱い: 約 {bits} ビット</translation>
    </message>
    <message>
        <source>Create a vault</source>
        <translation>保管庫の作成</translation>
    </message>
    <message>
        <source>Encrypted as a whole. Without the password nobody reads even a title.</source>
        <translation>全体が暗号化されます。パスワードなしでは件名も読めません。</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>運用金庫</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Master password</source>
        <translation>マスターパスワード</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>同じパスワードをもう一度</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Make another one</source>
        <translation>別のパスワードを生成</translation>
    </message>
    <message>
        <source>It is shown, so there is no need to type it twice.</source>
        <translation>表示されているため、2 回入力する必要はありません。</translation>
    </message>
    <message>
        <source>Print a recovery kit next. It is the only other way in.</source>
        <translation>次に復旧キットを印刷します。ほかに開く方法はありません。</translation>
    </message>
    <message>
        <source>Making the vault…</source>
        <translation>保管庫を作成中…</translation>
    </message>
    <message>
        <source>Create vault</source>
        <translation>保管庫を作成</translation>
    </message>
    <message>
        <source>Open an existing vault</source>
        <translation>既存の保管庫を開く</translation>
    </message>
</context>
<context>
    <name>DoorPage</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
</context>
<context>
    <name>JobsBar</name>
    <message>
        <source>Close the jobs drawer</source>
        <translation>ジョブ一覧を閉じる</translation>
    </message>
    <message>
        <source>Open the jobs drawer</source>
        <translation>ジョブ一覧を開く</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>{passed} of {of}</source>
        <translation>{passed} / {of}</translation>
    </message>
    <message>
        <source>Nothing is running. Rotations show here while they run.</source>
        <translation>実行中のものはありません。ローテーションの実行中はここに表示されます。</translation>
    </message>
    <message>
        <source>Today: {count} done</source>
        <translation>今日: 完了 {count} 件</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>失敗 {count} 件</translation>
    </message>
    <message>
        <source>{count} in doubt</source>
        <translation>要確認 {count} 件</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Where it lives</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>Last rotated</source>
        <translation>前回の変更</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>非表示中</translation>
    </message>
</context>
<context>
    <name>SentenceDialog</name>
    <message>
        <source>Type {text} to go on</source>
        <translation>続けるには {text} と入力します</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>In doubt</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Failed – nothing changed</source>
        <translation>失敗 – 変更なし</translation>
    </message>
    <message>
        <source>Follow-up failed</source>
        <translation>後処理の失敗</translation>
    </message>
    <message>
        <source>Rotating</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限到来</translation>
    </message>
    <message>
        <source>Never rotated</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>%n in doubt</source>
        <translation>要確認 %n 件</translation>
    </message>
    <message>
        <source>%n failed</source>
        <translation>失敗 %n 件</translation>
    </message>
    <message>
        <source>%n follow-up failed</source>
        <translation>後処理の失敗 %n 件</translation>
    </message>
    <message>
        <source>%n rotating</source>
        <translation>実行中 %n 件</translation>
    </message>
    <message>
        <source>%n due</source>
        <translation>期限到来 %n 件</translation>
    </message>
    <message>
        <source>%n never rotated</source>
        <translation>未実施 %n 件</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Checked</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>Proving</source>
        <translation>検証中</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>切り替え済み</translation>
    </message>
    <message>
        <source>Making current</source>
        <translation>切り替え中</translation>
    </message>
    <message>
        <source>Followed up</source>
        <translation>後処理済み</translation>
    </message>
    <message>
        <source>Following up</source>
        <translation>後処理中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>終了処理中</translation>
    </message>
    <message>
        <source>Step {number} of {count}, {step}</source>
        <translation>手順 {count} のうち {number}、{step}</translation>
    </message>
    <message>
        <source>{step}: failed</source>
        <translation>{step}: 失敗</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Caps Lock is on.</source>
        <translation>Caps Lock がオンです。</translation>
    </message>
    <message>
        <source>Unlock a vault</source>
        <translation>保管庫のロック解除</translation>
    </message>
    <message>
        <source>Open a vault, or create one.</source>
        <translation>保管庫を開くか、新しく作成します。</translation>
    </message>
    <message>
        <source>Unlock {vault}</source>
        <translation>{vault} のロック解除</translation>
    </message>
    <message>
        <source>Master password</source>
        <translation>マスターパスワード</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Choose a vault first.</source>
        <translation>先に保管庫を選んでください。</translation>
    </message>
    <message>
        <source>Open another vault</source>
        <translation>別の保管庫を開く</translation>
    </message>
    <message>
        <source>Create a vault</source>
        <translation>保管庫の作成</translation>
    </message>
    <message>
        <source>Use the recovery kit</source>
        <translation>復旧キットを使う</translation>
    </message>
</context>
</TS>
