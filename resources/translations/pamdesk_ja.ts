<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActionRules</name>
    <message>
        <source>Choose a record first.</source>
        <translation>先にレコードを選択してください。</translation>
    </message>
    <message>
        <source>Choose one record alone.</source>
        <translation>レコードを 1 件だけ選択してください。</translation>
    </message>
    <message>
        <source>This record holds no password.</source>
        <translation>このレコードにパスワードはありません。</translation>
    </message>
    <message>
        <source>Nothing is in doubt here: it is known which secret works.</source>
        <translation>要確認ではありません。有効なシークレットは分かっています。</translation>
    </message>
    <message>
        <source>No script has failed here.</source>
        <translation>ここで失敗したスクリプトはありません。</translation>
    </message>
    <message>
        <source>Only PAM Users are rotated.</source>
        <translation>ローテーションできるのは PAM ユーザーだけです。</translation>
    </message>
    <message>
        <source>There is nothing here that a rotation needs.</source>
        <translation>ローテーションに必要なものがありません。</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>先にフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Nothing is being edited.</source>
        <translation>編集中のものはありません。</translation>
    </message>
    <message>
        <source>The list is in front.</source>
        <translation>一覧を表示しています。</translation>
    </message>
    <message>
        <source>Save or leave the editor first.</source>
        <translation>先に編集を保存するか、離れてください。</translation>
    </message>
    <message>
        <source>Choose an account first.</source>
        <translation>先にアカウントを選択してください。</translation>
    </message>
    <message>
        <source>It is being changed now.</source>
        <translation>変更中です。</translation>
    </message>
    <message>
        <source>Another PamDesk is changing it now.</source>
        <translation>別の PamDesk が変更しています。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New record</source>
        <translation>新規レコード</translation>
    </message>
    <message>
        <source>Open record</source>
        <translation>レコードを開く</translation>
    </message>
    <message>
        <source>Edit record</source>
        <translation>レコードの編集</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Copy password</source>
        <translation>パスワードのコピー</translation>
    </message>
    <message>
        <source>Copy login</source>
        <translation>ログイン名のコピー</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>ごみ箱へ移動</translation>
    </message>
    <message>
        <source>Rotate now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Ask the server again</source>
        <translation>サーバーに再確認</translation>
    </message>
    <message>
        <source>Run the script again</source>
        <translation>スクリプトの再実行</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Go to or do</source>
        <translation>移動・実行</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>次の領域</translation>
    </message>
    <message>
        <source>Views and folders</source>
        <translation>ビューとフォルダー</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新規フォルダー</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>フォルダー名の変更</translation>
    </message>
    <message>
        <source>Make a recovery kit</source>
        <translation>復旧キットの作成</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Lock when nobody is there</source>
        <translation>離席時のロック</translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation>配色: システムに合わせる</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>配色: ライト</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>配色: ダーク</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>AskColumn</name>
    <message>
        <source>looking…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>It is being looked at.</source>
        <translation>確認しています。</translation>
    </message>
    <message>
        <source>waiting for the server…</source>
        <translation>サーバーの応答を待っています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>AutoLock</name>
    <message>
        <source>Locked with the screen.</source>
        <translation>画面のロックに合わせてロックしました。</translation>
    </message>
    <message>
        <source>Locked while the machine slept.</source>
        <translation>スリープ中にロックしました。</translation>
    </message>
    <message numerus="yes">
        <source>Locked after %n minute(s) without a key or the mouse.</source>
        <translation>
            <numerusform>%n 分間操作がなかったためロックしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was being edited was not saved.</source>
        <translation>編集中の内容は保存されていません。</translation>
    </message>
    <message numerus="yes">
        <source>Locks in %n second(s); any key or movement keeps it open.</source>
        <translation>
            <numerusform>%n 秒後にロックします。キーやマウスを操作すると続けられます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowsePage</name>
    <message>
        <source>in: {scope}</source>
        <translation>範囲: {scope}</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches {words}</source>
        <translation>{words} に一致するものはありません</translation>
    </message>
    <message>
        <source>Searched in {scope}: titles, logins, hosts and tags.</source>
        <translation>{scope} のタイトル、ログイン名、ホスト、タグを検索しました。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Search titles, logins, hosts and tags</source>
        <translation>タイトル、ログイン名、ホスト、タグを検索</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>新規レコード</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Rotate chosen</source>
        <translation>選択分を実行</translation>
    </message>
</context>
<context>
    <name>BulkModel</name>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更するアカウント</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>前回の結果</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>確認の結果</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>What is true</source>
        <translation>事実</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>linked to nothing</source>
        <translation>リンクなし</translation>
    </message>
    <message>
        <source>the AWS identity</source>
        <translation>AWS の ID</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>自分自身</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>Waits its turn</source>
        <translation>順番待ち</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未開始</translation>
    </message>
</context>
<context>
    <name>BulkPage</name>
    <message>
        <source>It is being looked at.</source>
        <translation>確認しています。</translation>
    </message>
    <message>
        <source>{done} of {total} looked at</source>
        <translation>{total} 件中 {done} 件を確認済み</translation>
    </message>
    <message numerus="yes">
        <source>%n of {total} chosen</source>
        <translation>
            <numerusform>{total} 件中 %n 件を選択</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in doubt: both secrets are kept, and the server is asked again.</source>
        <translation>
            <numerusform>要確認のアカウントが %n 件あります。新旧両方のシークレットを保持し、サーバーに再確認します。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) failed; their old passwords work as before.</source>
        <translation>
            <numerusform>%n 件が失敗しました。以前のパスワードはそのまま使えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n account(s) were not begun and are as they were.</source>
        <translation>
            <numerusform>停止しました。%n 件は開始されず、元のままです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every account has a new secret, checked by signing in or confirmed by AWS.</source>
        <translation>すべてのアカウントのシークレットを変更し、サインインまたは AWS の応答で確認しました。</translation>
    </message>
    <message>
        <source>Save the summary</source>
        <translation>結果を保存</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>テキスト (*.txt)</translation>
    </message>
    <message>
        <source>{file} was not written: {reason}</source>
        <translation>{file} を書き込めませんでした: {reason}</translation>
    </message>
    <message>
        <source>Rotate many: review</source>
        <translation>一括ローテーション: 確認</translation>
    </message>
    <message>
        <source>Rotate many: running</source>
        <translation>一括ローテーション: 実行中</translation>
    </message>
    <message>
        <source>Rotate many: summary</source>
        <translation>一括ローテーション: 結果</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再チェック</translation>
    </message>
    <message>
        <source>The accounts of this batch</source>
        <translation>一括処理のアカウント</translation>
    </message>
</context>
<context>
    <name>BulkSummary</name>
    <message>
        <source>PamDesk rotated, {began} to {ended}, asked by {who}</source>
        <translation>PamDesk ローテーション結果 {began} ～ {ended}、実行者 {who}</translation>
    </message>
    <message>
        <source>Reason: {why}</source>
        <translation>理由: {why}</translation>
    </message>
    <message>
        <source>{title} on {place}</source>
        <translation>{place} の {title}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Failed – nothing changed</source>
        <translation>失敗 – 変更なし</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未開始</translation>
    </message>
</context>
<context>
    <name>CheckColumn</name>
    <message>
        <source>Check now</source>
        <translation>今すぐチェック</translation>
    </message>
    <message>
        <source>Looks at everything that the rotation needs: links, server, certificate, admin. It changes nothing.</source>
        <translation>ローテーションに必要なリンク、サーバー、証明書、管理者を確認します。何も変更しません。</translation>
    </message>
    <message>
        <source>{when}, took {time}</source>
        <translation>{when}、所要 {time}</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再チェック</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>テキストとしてコピー</translation>
    </message>
    <message>
        <source>Rotate now would change nothing.</source>
        <translation>今実行しても何も変更されません。</translation>
    </message>
    <message>
        <source>Not ready.</source>
        <translation>準備ができていません。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to know before you start.</source>
        <translation>
            <numerusform>開始前に知っておくことが %n 件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>準備完了。</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>妨げるものはありません。</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>チェック</translation>
    </message>
</context>
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
        <source>Encrypted as a whole. Without the password nobody can read a word.</source>
        <translation>全体が暗号化されます。パスワードなしでは一語も読めません。</translation>
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
    <name>CustomFields</name>
    <message>
        <source>Add a field</source>
        <translation>項目を追加</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>{type} in {folder}</source>
        <translation>{folder} の {type}</translation>
    </message>
    <message>
        <source>Rotate now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Copy password</source>
        <translation>パスワードのコピー</translation>
    </message>
    <message>
        <source>Run the script again</source>
        <translation>スクリプトの再実行</translation>
    </message>
    <message>
        <source>Choose a record to see its details.</source>
        <translation>レコードを選択すると詳細が表示されます。</translation>
    </message>
</context>
<context>
    <name>DetailsTab</name>
    <message>
        <source>No field is filled in yet.</source>
        <translation>まだ何も入力されていません。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>ゲートウェイ</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次回</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>複雑さ</translation>
    </message>
    <message>
        <source>Recently</source>
        <translation>最近の出来事</translation>
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
    <name>Doors</name>
    <message>
        <source>Where the vault will lie</source>
        <translation>保管庫の保存先</translation>
    </message>
    <message>
        <source>Open another vault</source>
        <translation>別の保管庫を開く</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>used by {count}</source>
        <translation>利用 {count}</translation>
    </message>
    <message>
        <source>Drop a record here, or choose</source>
        <translation>ここにドロップ、または選択</translation>
    </message>
    <message>
        <source>Shown in the list Links</source>
        <translation>一覧は「リンク」にあります</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>belongs to</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>served by</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>launch</source>
        <translation>起動</translation>
    </message>
    <message>
        <source>IAM user of</source>
        <translation>IAM ユーザーの所属先</translation>
    </message>
    <message>
        <source>No resource</source>
        <translation>リソースなし</translation>
    </message>
    <message>
        <source>Where does it sign in?</source>
        <translation>サインイン先が必要です</translation>
    </message>
    <message>
        <source>Application: {name}</source>
        <translation>アプリ: {name}</translation>
    </message>
    <message>
        <source>Runs in this window</source>
        <translation>このウィンドウで稼働中</translation>
    </message>
    <message>
        <source>No PAM Configuration</source>
        <translation>PAM 構成なし</translation>
    </message>
    <message>
        <source>No gateway serves it yet</source>
        <translation>担当ゲートウェイがありません</translation>
    </message>
    <message>
        <source>No admin</source>
        <translation>管理者なし</translation>
    </message>
    <message>
        <source>It changes its own password</source>
        <translation>自分で変更します</translation>
    </message>
    <message>
        <source>Somebody must change it</source>
        <translation>変更する人が必要です</translation>
    </message>
    <message>
        <source>No launch credential</source>
        <translation>起動用の資格情報なし</translation>
    </message>
    <message>
        <source>Rotation works without it</source>
        <translation>なくても変更できます</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>Record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Before any password is sent</source>
        <translation>パスワードを送る前の確認</translation>
    </message>
    <message>
        <source>What it signs in with besides a password</source>
        <translation>パスワード以外のサインイン手段</translation>
    </message>
    <message>
        <source>What the cloud calls it</source>
        <translation>クラウドでの名前</translation>
    </message>
    <message>
        <source>The switch for all accounts here</source>
        <translation>ここの全アカウントのスイッチ</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Where PamDesk signs in</source>
        <translation>PamDesk のサインイン先</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>As the server knows it</source>
        <translation>サーバー上の名前のとおり</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>What it reaches, and as whom</source>
        <translation>接続先と使用する ID</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>billing, pci</source>
        <translation>billing, pci</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>タグ（コンマ区切り）</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>独自の項目</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
</context>
<context>
    <name>EditorPage</name>
    <message>
        <source>Make one</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>New {type}</source>
        <translation>{type} を新規作成</translation>
    </message>
    <message>
        <source>Edit {title}</source>
        <translation>{title} の編集</translation>
    </message>
    <message>
        <source>{type} in {folder}</source>
        <translation>{folder} の {type}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not saved</source>
        <translation>
            <numerusform>未保存の変更 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Save waits for: {fields}.</source>
        <translation>保存できません。確認が必要な項目: {fields}。</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>保存中です。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message>
        <source>{field}: {rule}</source>
        <translation>{field}: {rule}</translation>
    </message>
    <message>
        <source>{title} is in the vault.</source>
        <translation>{title} を保管庫に追加しました。</translation>
    </message>
    <message>
        <source>{title} is saved.</source>
        <translation>{title} を保存しました。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>保存せずに離れる</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) would be lost.</source>
        <translation>
            <numerusform>%n 件の変更が失われます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>離れる</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>編集を続ける</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saving rotates nothing. The version before stays in History.</source>
        <translation>保存してもローテーションはしません。以前の版は履歴に残ります。</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>A key is kept here. What is typed replaces it.</source>
        <translation>鍵が保管されています。入力すると置き換わります。</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Copy {name}</source>
        <translation>{name}をコピー</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>PAM Configuration</source>
        <translation>PAM 構成</translation>
    </message>
    <message>
        <source>PAM Configurations</source>
        <translation>PAM 構成</translation>
    </message>
    <message>
        <source>A gateway, an environment and the identity that reaches it.</source>
        <translation>ゲートウェイ、環境、そこに届く ID。</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>What this configuration reaches.</source>
        <translation>この構成の接続先。</translation>
    </message>
    <message>
        <source>AWS</source>
        <translation>AWS</translation>
    </message>
    <message>
        <source>Local network</source>
        <translation>ローカルネットワーク</translation>
    </message>
    <message>
        <source>Azure</source>
        <translation>Azure</translation>
    </message>
    <message>
        <source>Domain controller</source>
        <translation>ドメインコントローラー</translation>
    </message>
    <message>
        <source>Google Cloud</source>
        <translation>Google Cloud</translation>
    </message>
    <message>
        <source>Oracle Cloud</source>
        <translation>Oracle Cloud</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>ゲートウェイ</translation>
    </message>
    <message>
        <source>The gateway that does the work; the built-in one runs inside this program.</source>
        <translation>作業を行うゲートウェイ。内蔵のものはこのプログラム内で動きます。</translation>
    </message>
    <message>
        <source>Application folder</source>
        <translation>アプリケーションのフォルダー</translation>
    </message>
    <message>
        <source>A shared folder that the gateway&apos;s application may read; best with few members.</source>
        <translation>ゲートウェイのアプリケーションが読める共有フォルダー。メンバーは少ないほど安全です。</translation>
    </message>
    <message>
        <source>AWS ID</source>
        <translation>AWS 識別名</translation>
    </message>
    <message>
        <source>Your own name for this AWS environment.</source>
        <translation>この AWS 環境の呼び名。</translation>
    </message>
    <message>
        <source>Account ID</source>
        <translation>アカウント ID</translation>
    </message>
    <message>
        <source>12 digits; filled in at the first success, once you accept it.</source>
        <translation>12 桁。最初の成功時に、承認すると入力されます。</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>アクセスキー ID</translation>
    </message>
    <message>
        <source>Used where the instance&apos;s role is absent or not enough; USE_INSTANCE_ROLE means there is no key.</source>
        <translation>インスタンスロールがない、または足りない場合に使います。USE_INSTANCE_ROLE はキーなしを表します。</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>シークレットアクセスキー</translation>
    </message>
    <message>
        <source>The key&apos;s secret, or USE_INSTANCE_ROLE in both.</source>
        <translation>キーのシークレット。または両方に USE_INSTANCE_ROLE。</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>One a line; the first is the default, all are searched by discovery.</source>
        <translation>1 行に 1 件。先頭が既定で、検出はすべてを対象にします。</translation>
    </message>
    <message>
        <source>AWS CLI profile</source>
        <translation>AWS CLI プロファイル</translation>
    </message>
    <message>
        <source>A named profile of this machine, instead of an access key.</source>
        <translation>アクセスキーの代わりに使う、このマシンの名前付きプロファイル。</translation>
    </message>
    <message>
        <source>Role ARN</source>
        <translation>ロール ARN</translation>
    </message>
    <message>
        <source>A role to assume, in this account or another.</source>
        <translation>引き受けるロール。別アカウントのものも使えます。</translation>
    </message>
    <message>
        <source>External ID</source>
        <translation>外部 ID</translation>
    </message>
    <message>
        <source>What the role&apos;s trust policy asks for, if anything.</source>
        <translation>ロールの信頼ポリシーが求める値。</translation>
    </message>
    <message>
        <source>Endpoint URL</source>
        <translation>エンドポイント URL</translation>
    </message>
    <message>
        <source>A VPC endpoint, GovCloud or a practice environment; empty means AWS&apos;s own.</source>
        <translation>VPC エンドポイント、GovCloud、練習環境。空欄は AWS 標準です。</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>パーティション</translation>
    </message>
    <message>
        <source>Which AWS this is.</source>
        <translation>AWS の種類。</translation>
    </message>
    <message>
        <source>AWS GovCloud (US)</source>
        <translation>AWS GovCloud (US)</translation>
    </message>
    <message>
        <source>AWS China</source>
        <translation>AWS 中国</translation>
    </message>
    <message>
        <source>AWS European Sovereign Cloud</source>
        <translation>AWS European Sovereign Cloud</translation>
    </message>
    <message>
        <source>AWS ISO</source>
        <translation>AWS ISO</translation>
    </message>
    <message>
        <source>AWS ISOB</source>
        <translation>AWS ISOB</translation>
    </message>
    <message>
        <source>Network ID</source>
        <translation>ネットワーク ID</translation>
    </message>
    <message>
        <source>Starts the names of what discovery finds.</source>
        <translation>検出したものの名前の先頭に付きます。</translation>
    </message>
    <message>
        <source>Network CIDR</source>
        <translation>ネットワーク CIDR</translation>
    </message>
    <message>
        <source>The addresses that discovery searches.</source>
        <translation>検出の対象となるアドレス。</translation>
    </message>
    <message>
        <source>Azure ID</source>
        <translation>Azure 識別名</translation>
    </message>
    <message>
        <source>Your own name for this Azure environment.</source>
        <translation>この Azure 環境の呼び名。</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>クライアント ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
    <message>
        <source>Subscription ID</source>
        <translation>サブスクリプション ID</translation>
    </message>
    <message>
        <source>Tenant ID</source>
        <translation>テナント ID</translation>
    </message>
    <message>
        <source>Resource groups</source>
        <translation>リソースグループ</translation>
    </message>
    <message>
        <source>One a line; empty means all.</source>
        <translation>1 行に 1 件。空欄はすべてです。</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>The domain&apos;s full DNS name.</source>
        <translation>ドメインの完全な DNS 名。</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Use TLS</source>
        <translation>TLS を使用</translation>
    </message>
    <message>
        <source>Scan the controller&apos;s network</source>
        <translation>コントローラーのネットワークを検出</translation>
    </message>
    <message>
        <source>User filter</source>
        <translation>ユーザーフィルター</translation>
    </message>
    <message>
        <source>An OU, a DN filter or a regular expression.</source>
        <translation>OU、DN フィルター、または正規表現。</translation>
    </message>
    <message>
        <source>Administrative credential</source>
        <translation>管理用資格情報</translation>
    </message>
    <message>
        <source>Google Cloud ID</source>
        <translation>Google Cloud 識別名</translation>
    </message>
    <message>
        <source>Your own name for this environment.</source>
        <translation>この環境の呼び名。</translation>
    </message>
    <message>
        <source>Service account key</source>
        <translation>サービスアカウントキー</translation>
    </message>
    <message>
        <source>Workspace administrator</source>
        <translation>ワークスペース管理者</translation>
    </message>
    <message>
        <source>Oracle Cloud ID</source>
        <translation>Oracle Cloud 識別名</translation>
    </message>
    <message>
        <source>Administrator OCID</source>
        <translation>管理者 OCID</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>公開鍵</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>秘密鍵</translation>
    </message>
    <message>
        <source>Tenancy OCID</source>
        <translation>テナンシ OCID</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>ローテーション</translation>
    </message>
    <message>
        <source>Off: nothing that uses this configuration is rotated.</source>
        <translation>オフにすると、この構成を使うものはローテーションされません。</translation>
    </message>
    <message>
        <source>Default schedule</source>
        <translation>既定のスケジュール</translation>
    </message>
    <message>
        <source>For accounts that have no schedule of their own.</source>
        <translation>独自のスケジュールがないアカウント用です。</translation>
    </message>
    <message>
        <source>Default complexity</source>
        <translation>既定の複雑さ</translation>
    </message>
    <message>
        <source>Length, then least counts of upper case, lower case, digits and symbols.</source>
        <translation>長さ、続けて大文字、小文字、数字、記号の最少数。</translation>
    </message>
    <message>
        <source>Port mapping</source>
        <translation>ポート割り当て</translation>
    </message>
    <message>
        <source>Ports that are not the usual ones, one a line.</source>
        <translation>標準以外のポート。1 行に 1 件。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Identity provider</source>
        <translation>ID プロバイダー</translation>
    </message>
    <message>
        <source>Another program&apos;s identity provider: kept and exported again.</source>
        <translation>他製品の ID プロバイダー。保管して書き出します。</translation>
    </message>
    <message>
        <source>PAM Machine</source>
        <translation>PAM マシン</translation>
    </message>
    <message>
        <source>PAM Machines</source>
        <translation>PAM マシン</translation>
    </message>
    <message>
        <source>A Linux, Windows or macOS host, an EC2 instance among them.</source>
        <translation>Linux、Windows、macOS のホスト。EC2 インスタンスを含みます。</translation>
    </message>
    <message>
        <source>A name or an address, without https:// and without a port.</source>
        <translation>名前またはアドレス。https:// とポートは付けません。</translation>
    </message>
    <message>
        <source>22 is SSH, 5985 and 5986 are WinRM; another port needs a line in the configuration&apos;s port mapping.</source>
        <translation>22 は SSH、5985 と 5986 は WinRM です。ほかのポートは構成のポート割り当てに 1 行必要です。</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Connect by</source>
        <translation>接続方法</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>WinRM over HTTPS</source>
        <translation>WinRM（HTTPS）</translation>
    </message>
    <message>
        <source>AWS Systems Manager</source>
        <translation>AWS Systems Manager</translation>
    </message>
    <message>
        <source>Empty means SSH, and WinRM over HTTPS for Windows unless its port is 22.</source>
        <translation>空の場合は SSH です。Windows ではポートが 22 でない限り WinRM（HTTPS）です。</translation>
    </message>
    <message>
        <source>Services and scheduled tasks are followed up on Windows only.</source>
        <translation>サービスとタスクの後処理は Windows のみです。</translation>
    </message>
    <message>
        <source>Linux</source>
        <translation>Linux</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>macOS</source>
        <translation>macOS</translation>
    </message>
    <message>
        <source>Verify identity</source>
        <translation>本人確認</translation>
    </message>
    <message>
        <source>Off: nothing is sent until the host key or certificate is pinned.</source>
        <translation>オフにすると、ホスト鍵か証明書を登録するまで何も送信しません。</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>本人確認</translation>
    </message>
    <message>
        <source>Pinned host key</source>
        <translation>登録済みホスト鍵</translation>
    </message>
    <message>
        <source>The host key that a person accepted.</source>
        <translation>承認したホスト鍵。</translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation>CA 証明書</translation>
    </message>
    <message>
        <source>Who must have signed the server&apos;s certificate, in PEM; empty means the system&apos;s own list.</source>
        <translation>サーバー証明書の署名者（PEM）。空欄はシステムの一覧です。</translation>
    </message>
    <message>
        <source>Pinned certificate</source>
        <translation>登録済み証明書</translation>
    </message>
    <message>
        <source>The fingerprint of a certificate that a person accepted.</source>
        <translation>承認した証明書のフィンガープリント。</translation>
    </message>
    <message>
        <source>Instance ID</source>
        <translation>インスタンス ID</translation>
    </message>
    <message>
        <source>Of an EC2 instance.</source>
        <translation>EC2 インスタンスのもの。</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>クラウド</translation>
    </message>
    <message>
        <source>Instance name</source>
        <translation>インスタンス名</translation>
    </message>
    <message>
        <source>The AWS region of this resource.</source>
        <translation>このリソースの AWS リージョン。</translation>
    </message>
    <message>
        <source>Resource group</source>
        <translation>リソースグループ</translation>
    </message>
    <message>
        <source>Azure&apos;s resource group: kept and exported again.</source>
        <translation>Azure のリソースグループ。保管して書き出します。</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>ワンタイムコード</translation>
    </message>
    <message>
        <source>The otpauth link or key of a two-factor sign-in.</source>
        <translation>二要素サインインの otpauth リンクまたはキー。</translation>
    </message>
    <message>
        <source>Off: no account here is rotated.</source>
        <translation>オフにすると、ここのアカウントはローテーションされません。</translation>
    </message>
    <message>
        <source>PAM Database</source>
        <translation>PAM データベース</translation>
    </message>
    <message>
        <source>PAM Databases</source>
        <translation>PAM データベース</translation>
    </message>
    <message>
        <source>A database server, an RDS instance or cluster among them.</source>
        <translation>データベースサーバー。RDS のインスタンスとクラスターを含みます。</translation>
    </message>
    <message>
        <source>Empty means the usual one of its type.</source>
        <translation>空欄は種類ごとの標準値です。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>独自の項目</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Decides how accounts are changed and proved.</source>
        <translation>アカウントの変更と確認の方法が決まります。</translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation>PostgreSQL</translation>
    </message>
    <message>
        <source>MySQL</source>
        <translation>MySQL</translation>
    </message>
    <message>
        <source>MariaDB</source>
        <translation>MariaDB</translation>
    </message>
    <message>
        <source>SQL Server</source>
        <translation>SQL Server</translation>
    </message>
    <message>
        <source>Oracle</source>
        <translation>Oracle</translation>
    </message>
    <message>
        <source>MongoDB</source>
        <translation>MongoDB</translation>
    </message>
    <message>
        <source>Connect to database</source>
        <translation>接続先データベース</translation>
    </message>
    <message>
        <source>The database to sign in to; empty means the usual one of its type.</source>
        <translation>サインイン先のデータベース。空欄は種類ごとの標準です。</translation>
    </message>
    <message>
        <source>Off: nothing is sent until the certificate is pinned.</source>
        <translation>オフにすると、証明書を登録するまで何も送信しません。</translation>
    </message>
    <message>
        <source>Database ID</source>
        <translation>データベース ID</translation>
    </message>
    <message>
        <source>The RDS identifier; with the region it lets the master password be set through AWS.</source>
        <translation>RDS 識別子。リージョンとあわせて、AWS 経由でマスターパスワードを設定できます。</translation>
    </message>
    <message>
        <source>PAM Directory</source>
        <translation>PAM ディレクトリ</translation>
    </message>
    <message>
        <source>PAM Directories</source>
        <translation>PAM ディレクトリ</translation>
    </message>
    <message>
        <source>Active Directory, AWS Managed Microsoft AD or OpenLDAP.</source>
        <translation>Active Directory、AWS Managed Microsoft AD、OpenLDAP。</translation>
    </message>
    <message>
        <source>636 is LDAPS, 389 is LDAP with StartTLS; Active Directory changes passwords over TLS only.</source>
        <translation>636 は LDAPS、389 は StartTLS の LDAP です。Active Directory のパスワードは TLS でのみ変更できます。</translation>
    </message>
    <message>
        <source>Decides how passwords are changed.</source>
        <translation>パスワードの変更方法が決まります。</translation>
    </message>
    <message>
        <source>Active Directory</source>
        <translation>Active Directory</translation>
    </message>
    <message>
        <source>OpenLDAP</source>
        <translation>OpenLDAP</translation>
    </message>
    <message>
        <source>Domain name</source>
        <translation>ドメイン名</translation>
    </message>
    <message>
        <source>The DNS name of the domain.</source>
        <translation>ドメインの DNS 名。</translation>
    </message>
    <message>
        <source>Alternative addresses</source>
        <translation>代替アドレス</translation>
    </message>
    <message>
        <source>Other domain controllers, one a line.</source>
        <translation>ほかのドメインコントローラー。1 行に 1 件。</translation>
    </message>
    <message>
        <source>Which users discovery takes: an OU, a DN filter or a regular expression.</source>
        <translation>検出するユーザー: OU、DN フィルター、または正規表現。</translation>
    </message>
    <message>
        <source>Directory ID</source>
        <translation>ディレクトリ ID</translation>
    </message>
    <message>
        <source>Of AWS Directory Service; lets passwords be set through AWS.</source>
        <translation>AWS Directory Service のもの。AWS 経由でパスワードを設定できます。</translation>
    </message>
    <message>
        <source>PAM User</source>
        <translation>PAM ユーザー</translation>
    </message>
    <message>
        <source>PAM Users</source>
        <translation>PAM ユーザー</translation>
    </message>
    <message>
        <source>An account on a resource or in the cloud, whose secret is changed.</source>
        <translation>リソース上またはクラウドのアカウント。パスワードや鍵を変更します。</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>The account&apos;s name, exactly as the target spells it; of an IAM user, the last part of its ARN.</source>
        <translation>対象での表記どおりのアカウント名。IAM ユーザーは ARN の末尾です。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>The present password; rotation replaces it.</source>
        <translation>現在のパスワード。ローテーションで置き換わります。</translation>
    </message>
    <message>
        <source>An SSH private key in PEM or OpenSSH form.</source>
        <translation>PEM または OpenSSH 形式の SSH 秘密鍵。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>鍵のパスフレーズ</translation>
    </message>
    <message>
        <source>Opens the private key, where it is encrypted.</source>
        <translation>暗号化された秘密鍵を開きます。</translation>
    </message>
    <message>
        <source>The IAM access key of this user.</source>
        <translation>このユーザーの IAM アクセスキー。</translation>
    </message>
    <message>
        <source>The access key&apos;s secret; rotation replaces both.</source>
        <translation>アクセスキーのシークレット。ローテーションで両方が置き換わります。</translation>
    </message>
    <message>
        <source>Distinguished name</source>
        <translation>識別名</translation>
    </message>
    <message>
        <source>The full ARN of an IAM user, the DN of a directory user.</source>
        <translation>IAM ユーザーの完全な ARN、ディレクトリユーザーの DN。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>The database that this account may sign in to, where it is not the resource&apos;s own.</source>
        <translation>リソースと異なる場合、このアカウントがサインインできるデータベース。</translation>
    </message>
    <message>
        <source>Host part</source>
        <translation>ホスト部</translation>
    </message>
    <message>
        <source>Of a MySQL or MariaDB account, the part after @; empty means as found on the server.</source>
        <translation>MySQL、MariaDB アカウントの @ より後の部分。空欄はサーバー上の値です。</translation>
    </message>
    <message>
        <source>Managed by AWS</source>
        <translation>AWS が管理</translation>
    </message>
    <message>
        <source>AWS rotates this account itself: it is never changed from here.</source>
        <translation>AWS が自動でローテーションするアカウントです。ここからは変更しません。</translation>
    </message>
    <message>
        <source>Always through AWS</source>
        <translation>常に AWS 経由</translation>
    </message>
    <message>
        <source>Of an RDS master user: AWS sets its password even while the present one lets it sign in.</source>
        <translation>RDS のマスターユーザーの場合: 現在のパスワードでサインインできても、AWS がパスワードを設定します。</translation>
    </message>
    <message>
        <source>Enable if disabled</source>
        <translation>無効なユーザーを有効にする</translation>
    </message>
    <message>
        <source>Of a user of AWS Managed Microsoft AD: AWS enables a disabled user with a new password; off refuses that.</source>
        <translation>AWS Managed Microsoft AD のユーザー用です。新しいパスワードを設定すると AWS は無効なユーザーを有効にします。オフの場合は拒否します。</translation>
    </message>
    <message>
        <source>Logins</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Any other credential, for people, scripts and imports.</source>
        <translation>人、スクリプト、インポート用のその他の資格情報。</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>PAM Remote Browser</source>
        <translation>PAM リモートブラウザー</translation>
    </message>
    <message>
        <source>PAM Remote Browsers</source>
        <translation>PAM リモートブラウザー</translation>
    </message>
    <message>
        <source>A web application opened in an isolated browser: kept whole and exported again, never rotated.</source>
        <translation>隔離ブラウザーで開く Web アプリ。そのまま保管して書き出し、ローテーションはしません。</translation>
    </message>
    <message>
        <source>Address may be edited</source>
        <translation>アドレスの編集可</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>許可するアドレス</translation>
    </message>
    <message>
        <source>Allowed resources</source>
        <translation>許可するリソース</translation>
    </message>
    <message>
        <source>Autofill targets</source>
        <translation>自動入力の対象</translation>
    </message>
    <message>
        <source>Autofill credential</source>
        <translation>自動入力の資格情報</translation>
    </message>
    <message>
        <source>Ignore the certificate</source>
        <translation>証明書を無視</translation>
    </message>
</context>
<context>
    <name>Generator</name>
    <message>
        <source>Make a password</source>
        <translation>パスワードの作成</translation>
    </message>
    <message>
        <source>The proposed password</source>
        <translation>候補のパスワード</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>A–Z</source>
        <translation>A–Z</translation>
    </message>
    <message>
        <source>a–z</source>
        <translation>a–z</translation>
    </message>
    <message>
        <source>0–9</source>
        <translation>0–9</translation>
    </message>
    <message>
        <source>symbols</source>
        <translation>記号</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>別の候補</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>{bits} bits of entropy</source>
        <translation>エントロピー {bits} ビット</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>Every change and every rotation is kept here, with its secret.</source>
        <translation>すべての変更とローテーションが、シークレットとともに残ります。</translation>
    </message>
    <message>
        <source>{when} by {who}</source>
        <translation>{when}、{who}</translation>
    </message>
    <message>
        <source>Copy the password of this version</source>
        <translation>この版のパスワードをコピー</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>この版を復元</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Rotated</source>
        <translation>ローテーション</translation>
    </message>
    <message>
        <source>Moved to another folder</source>
        <translation>別のフォルダーへ移動</translation>
    </message>
    <message>
        <source>An earlier version restored</source>
        <translation>以前の版を復元</translation>
    </message>
    <message>
        <source>Changed: {names}</source>
        <translation>変更: {names}</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
</context>
<context>
    <name>IdentityWatch</name>
    <message>
        <source>Not signed in</source>
        <translation>未サインイン</translation>
    </message>
    <message>
        <source>Instance role</source>
        <translation>インスタンスロール</translation>
    </message>
    <message>
        <source>Container role</source>
        <translation>コンテナーロール</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>アクセスキー</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>{source}, good for {time}</source>
        <translation>{source}、残り {time}</translation>
    </message>
</context>
<context>
    <name>JobDelegate</name>
    <message>
        <source>on {place}</source>
        <translation>{place}</translation>
    </message>
    <message>
        <source>{who}, {when}</source>
        <translation>{who}、{when}</translation>
    </message>
    <message>
        <source>{who}, {when}, took {time}</source>
        <translation>{who}、{when}、所要 {time}</translation>
    </message>
    <message>
        <source>by schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>asked by {who}</source>
        <translation>{who} が実行</translation>
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
        <source>{count} done, follow-up failed</source>
        <translation>完了・後処理の失敗 {count} 件</translation>
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
    <name>JobsDrawer</name>
    <message>
        <source>Rotating {title}</source>
        <translation>{title} を実行中</translation>
    </message>
    <message>
        <source>Rotating one account</source>
        <translation>1 件を実行中</translation>
    </message>
    <message numerus="yes">
        <source>Rotating %n account(s)</source>
        <translation>
            <numerusform>%n 件を実行中</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a job first.</source>
        <translation>先にジョブを選択してください。</translation>
    </message>
    <message>
        <source>It has no sentence yet.</source>
        <translation>まだ文がありません。</translation>
    </message>
    <message>
        <source>Only what failed can be tried again.</source>
        <translation>再試行できるのは失敗したものだけです。</translation>
    </message>
    <message>
        <source>Nothing is in doubt here: it is known which secret works.</source>
        <translation>要確認ではありません。有効なシークレットは分かっています。</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>Nothing was rotated here yet. Every rotation shows here, with how it ended.</source>
        <translation>まだローテーションはありません。実行すると結果がここに表示されます。</translation>
    </message>
    <message>
        <source>Show record</source>
        <translation>レコードを表示</translation>
    </message>
    <message>
        <source>Copy sentence</source>
        <translation>文のコピー</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Ask the server again</source>
        <translation>サーバーに再確認</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop what has not begun</source>
        <translation>未開始分を中止</translation>
    </message>
</context>
<context>
    <name>KitDialog</name>
    <message>
        <source>Recovery kit of {vault}</source>
        <translation>{vault} の復旧キット</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Save to a file</source>
        <translation>ファイルに保存</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>recovery kit</source>
        <translation>復旧キット</translation>
    </message>
    <message>
        <source>It opens the vault without the master password, and is not shown again.</source>
        <translation>マスターパスワードがなくても保管庫を開けます。もう一度表示することはできません。</translation>
    </message>
    <message>
        <source>Keep it on paper, away from this machine. Made on {day}.</source>
        <translation>紙に印刷し、このパソコンとは別の場所に保管してください。作成日: {day}</translation>
    </message>
    <message>
        <source>In PamDesk: Use the recovery kit, and type the code.</source>
        <translation>PamDesk で「復旧キットを使う」を選び、コードを入力します。</translation>
    </message>
    <message>
        <source>Made on {day}.</source>
        <translation>作成日: {day}</translation>
    </message>
    <message>
        <source>The recovery kit was sent to the printer.</source>
        <translation>復旧キットをプリンターに送りました。</translation>
    </message>
    <message>
        <source>Where the recovery kit will lie</source>
        <translation>復旧キットの保存先</translation>
    </message>
    <message>
        <source>It is in {file}. Whoever reads that file can open the vault.</source>
        <translation>{file} に保存しました。このファイルを読める人は保管庫を開けます。</translation>
    </message>
</context>
<context>
    <name>LinksTab</name>
    <message>
        <source>Unlink {title}</source>
        <translation>{title} のリンクを解除</translation>
    </message>
    <message>
        <source>Nothing is linked to this record.</source>
        <translation>このレコードにはリンクがありません。</translation>
    </message>
    <message>
        <source>Open the drawing</source>
        <translation>図を開く</translation>
    </message>
    <message>
        <source>Choose a record to link</source>
        <translation>リンクするレコードを選択</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>設定を開く</translation>
    </message>
</context>
<context>
    <name>LockMinutes</name>
    <message>
        <source>Lock when nobody is there</source>
        <translation>離席時のロック</translation>
    </message>
    <message>
        <source>Counted from the last key or movement anywhere on this machine. A locked screen and sleep lock at once. Rotations that run are finished.</source>
        <translation>このコンピューターで最後にキーやマウスを操作してからの時間です。画面のロックとスリープでは直ちにロックします。実行中のローテーションは最後まで行います。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>該当するものはありません。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>After %n minute(s)</source>
        <translation>%n 分後</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>現在の設定</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>The vault did not open, by a fault of the program. It was left as it is.</source>
        <translation>プログラムの不具合で保管庫を開けませんでした。保管庫は元のままです。</translation>
    </message>
    <message>
        <source>Something went wrong inside PamDesk; what was being rotated goes on. Report: {file}</source>
        <translation>PamDesk の内部で不具合が起きました。実行中のローテーションは続きます。報告: {file}</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message numerus="yes">
        <source>Rotate %n account(s)</source>
        <translation>
            <numerusform>%n 件を実行</numerusform>
        </translation>
    </message>
    <message>
        <source>Each gets a new password, one after the other on every server. What is begun is finished.</source>
        <translation>サーバーごとに順番に新しいパスワードへ変更します。始めたものは最後まで行います。</translation>
    </message>
    <message>
        <source>Rotate now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The server does not say whether the change has ended</source>
        <translation>変更が終わったかどうかをサーバーが報告していません</translation>
    </message>
    <message>
        <source>The change is over</source>
        <translation>変更は終了した</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>待つ</translation>
    </message>
    <message>
        <source>There is nothing to copy: the field is empty.</source>
        <translation>空欄のため、コピーするものがありません。</translation>
    </message>
    <message>
        <source>password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>Move {title} to the trash</source>
        <translation>{title} をごみ箱へ移動</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>ごみ箱へ移動</translation>
    </message>
    <message>
        <source>{title} is in the trash, with its links.</source>
        <translation>{title} をリンクとともにごみ箱へ移しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Version {version} is the present one again.</source>
        <translation>版 {version} に戻しました。</translation>
    </message>
    <message>
        <source>Restore version {version}</source>
        <translation>版 {version} を復元</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>この版を復元</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新規フォルダー</translation>
    </message>
    <message>
        <source>A shared folder can be read by the built-in gateway; its records can be rotated.</source>
        <translation>共有フォルダーは内蔵ゲートウェイが読めるため、中のレコードをローテーションできます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Rename {folder}</source>
        <translation>{folder} の名前の変更</translation>
    </message>
    <message>
        <source>Its records and who may read them stay as they are.</source>
        <translation>中のレコードと読める人は変わりません。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前の変更</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a record or a folder, or do something</source>
        <translation>レコードやフォルダーへ移動、または操作を実行</translation>
    </message>
    <message>
        <source>Records and actions</source>
        <translation>レコードと操作</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>該当するものはありません。</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>its actions</source>
        <translation>操作を表示</translation>
    </message>
    <message>
        <source>actions only</source>
        <translation>操作のみ</translation>
    </message>
</context>
<context>
    <name>PaletteRows</name>
    <message>
        <source>Records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>With {title}</source>
        <translation>{title} の操作</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>移動先</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>New {type}</source>
        <translation>{type} を新規作成</translation>
    </message>
</context>
<context>
    <name>PolicyColumn</name>
    <message>
        <source>Copy policy</source>
        <translation>ポリシーをコピー</translation>
    </message>
    <message>
        <source>The IAM policy that allows what the accounts of this configuration need, and no more. Nothing is asked of AWS.</source>
        <translation>この構成のアカウントに必要なものだけを許可する IAM ポリシーです。AWS への問い合わせは行いません。</translation>
    </message>
    <message>
        <source>Left out: {title}.</source>
        <translation>対象外: {title}。</translation>
    </message>
    <message>
        <source>Copy this document</source>
        <translation>このドキュメントをコピー</translation>
    </message>
    <message numerus="yes">
        <source>{titles} and %n more</source>
        <translation>
            <numerusform>{titles} ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{titles} (a rotation goes on without it)</source>
        <translation>{titles}（なくてもローテーションは続行）</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>ポリシー</translation>
    </message>
</context>
<context>
    <name>RecordModel</name>
    <message>
        <source>Now</source>
        <translation>今</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>{type} in {folder}</source>
        <translation>{folder} の {type}</translation>
    </message>
    <message>
        <source>password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Search titles, logins and hosts</source>
        <translation>タイトル、ログイン名、ホストを検索</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>No record of a type that fits. Make one first.</source>
        <translation>合う種類のレコードがありません。先に作成してください。</translation>
    </message>
    <message>
        <source>Where does {title} sign in?</source>
        <translation>{title} のサインイン先</translation>
    </message>
    <message>
        <source>Whose IAM user is {title}?</source>
        <translation>{title} が属する AWS 構成</translation>
    </message>
    <message>
        <source>Who changes passwords on {title}?</source>
        <translation>{title} のパスワードを変更する管理者</translation>
    </message>
    <message>
        <source>Who opens sessions on {title}?</source>
        <translation>{title} でセッションを開く資格情報</translation>
    </message>
    <message>
        <source>Through what is {title} reached?</source>
        <translation>{title} への経路</translation>
    </message>
    <message>
        <source>Where do services run as {title}?</source>
        <translation>{title} でサービスが動く場所</translation>
    </message>
    <message>
        <source>The account is changed on this resource, and proved there.</source>
        <translation>アカウントはこのリソース上で変更し、確認します。</translation>
    </message>
    <message>
        <source>The configuration&apos;s own AWS identity changes the account.</source>
        <translation>構成の AWS ID がアカウントを変更します。</translation>
    </message>
    <message>
        <source>PamDesk signs in with this account to change the others.</source>
        <translation>PamDesk はこのアカウントでサインインし、ほかを変更します。</translation>
    </message>
    <message>
        <source>The credential that a person would open a session with.</source>
        <translation>人がセッションを開くときの資格情報。</translation>
    </message>
    <message>
        <source>The configuration names the gateway that serves the resource.</source>
        <translation>リソースを担当するゲートウェイは構成で決まります。</translation>
    </message>
    <message>
        <source>Services there learn the new password.</source>
        <translation>そこのサービスに新しいパスワードを伝えます。</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Rotate now</source>
        <translation>今すぐ実行</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
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
    <name>RecordTabs</name>
    <message>
        <source>Record</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>That version had no password.</source>
        <translation>その版にはパスワードがありません。</translation>
    </message>
    <message>
        <source>password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>ローテーション</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
</context>
<context>
    <name>RecoveryKits</name>
    <message>
        <source>Make a new recovery kit</source>
        <translation>新しい復旧キットの作成</translation>
    </message>
    <message>
        <source>The kit that was made before opens the vault no more.</source>
        <translation>以前に作成したキットでは保管庫を開けなくなります。</translation>
    </message>
    <message>
        <source>Make a new kit</source>
        <translation>新しいキットを作成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Related</name>
    <message>
        <source>Lives on</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更するアカウント</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>Admin of</source>
        <translation>管理対象</translation>
    </message>
    <message>
        <source>Opens sessions on</source>
        <translation>セッションを開く先</translation>
    </message>
    <message>
        <source>Runs services on</source>
        <translation>サービスの実行先</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>所属先</translation>
    </message>
    <message>
        <source>Account here</source>
        <translation>ここのアカウント</translation>
    </message>
    <message>
        <source>IAM user of</source>
        <translation>IAM ユーザーの所属先</translation>
    </message>
    <message>
        <source>IAM user</source>
        <translation>IAM ユーザー</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>Opens sessions</source>
        <translation>セッションを開く</translation>
    </message>
    <message>
        <source>Reached through</source>
        <translation>経由する構成</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Services run as</source>
        <translation>サービスの実行者</translation>
    </message>
    <message>
        <source>{title} has no rotation settings.</source>
        <translation>{title} にローテーション設定がありません。</translation>
    </message>
    <message>
        <source>Choose a method and a schedule.</source>
        <translation>方法とスケジュールを選択してください。</translation>
    </message>
    <message>
        <source>{title} is linked to nothing.</source>
        <translation>{title} はどこにもリンクされていません。</translation>
    </message>
    <message>
        <source>Link it to the resource that it belongs to.</source>
        <translation>所属するリソースにリンクしてください。</translation>
    </message>
    <message>
        <source>{title} has no admin.</source>
        <translation>{title} に管理者アカウントがありません。</translation>
    </message>
    <message>
        <source>Link one, then check again.</source>
        <translation>リンクしてから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>{title} has no PAM Configuration.</source>
        <translation>{title} に PAM 構成がありません。</translation>
    </message>
    <message>
        <source>Link one, so that a gateway serves it.</source>
        <translation>リンクすると、ゲートウェイが担当します。</translation>
    </message>
    <message>
        <source>{title} is linked to no AWS configuration.</source>
        <translation>{title} は AWS 構成にリンクされていません。</translation>
    </message>
    <message>
        <source>Link it as an IAM user of one.</source>
        <translation>IAM ユーザーとしてリンクしてください。</translation>
    </message>
    <message>
        <source>On the resource it belongs to</source>
        <translation>所属リソース上で変更</translation>
    </message>
    <message>
        <source>IAM console password</source>
        <translation>IAM コンソールのパスワード</translation>
    </message>
    <message>
        <source>IAM access key</source>
        <translation>IAM アクセスキー</translation>
    </message>
    <message>
        <source>Scripts only</source>
        <translation>スクリプトのみ</translation>
    </message>
    <message>
        <source>on demand only</source>
        <translation>手動のみ</translation>
    </message>
    <message>
        <source>{length} characters, {count} of each kind</source>
        <translation>{length} 文字、各種 {count} 文字以上</translation>
    </message>
    <message>
        <source>{length} characters: {upper} A–Z, {lower} a–z, {digits} 0–9, {symbols} symbols</source>
        <translation>{length} 文字: A–Z {upper}、a–z {lower}、0–9 {digits}、記号 {symbols}</translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>サーバー %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>account(s) on {servers}</source>
        <translation>
            <numerusform>アカウント ({servers})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rotate %n account(s)</source>
        <translation>
            <numerusform>%n 件を実行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at most</source>
        <translation>
            <numerusform>最大 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>No account is chosen.</source>
        <translation>アカウントが選択されていません。</translation>
    </message>
    <message>
        <source>Each account is looked at first.</source>
        <translation>先に各アカウントを確認しています。</translation>
    </message>
    <message>
        <source>Type {text} to go on</source>
        <translation>続けるには {text} と入力</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Ready, with a note</source>
        <translation>準備完了 (注意あり)</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>How it runs</source>
        <translation>実行の流れ</translation>
    </message>
    <message>
        <source>First, alone</source>
        <translation>最初に単独で</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>次に</translation>
    </message>
    <message>
        <source>Then the rest</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>At once, on one server</source>
        <translation>1 台での同時実行</translation>
    </message>
    <message>
        <source>Stop after</source>
        <translation>停止の条件</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s)</source>
        <translation>
            <numerusform>失敗 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Reason or ticket, for the audit</source>
        <translation>理由またはチケット番号 (監査用)</translation>
    </message>
    <message>
        <source>More than {count} accounts at once: type the number of accounts to confirm.</source>
        <translation>{count} 件を超えるアカウントを一度に変更します。確認のため件数を入力してください。</translation>
    </message>
    <message>
        <source>The number of accounts</source>
        <translation>アカウントの件数</translation>
    </message>
</context>
<context>
    <name>RotationPanel</name>
    <message>
        <source>Candidate</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Proved</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>旧</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Not proved</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name}を表示</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>{name}をコピー</translation>
    </message>
    <message>
        <source>Preview now</source>
        <translation>今すぐプレビュー</translation>
    </message>
    <message>
        <source>Preview again</source>
        <translation>再プレビュー</translation>
    </message>
    <message>
        <source>Shows, statement by statement, what Rotate now would send. The password is masked.</source>
        <translation>実行時に送る内容を 1 文ずつ表示します。パスワードは伏せます。</translation>
    </message>
    <message>
        <source>Nothing is changed yet. Rotate now will:</source>
        <translation>まだ何も変更していません。実行すると次を行います:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Ask the server again</source>
        <translation>サーバーに再確認</translation>
    </message>
    <message>
        <source>Run the script again</source>
        <translation>スクリプトの再実行</translation>
    </message>
</context>
<context>
    <name>RotationTab</name>
    <message>
        <source>Only PAM Users are rotated. The drawing shows what this record does for them.</source>
        <translation>ローテーションできるのは PAM ユーザーだけです。このレコードの役割は図に示します。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>{schedule}, by the configuration</source>
        <translation>{schedule}（構成の既定）</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次回</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>複雑さ</translation>
    </message>
    <message>
        <source>Open the drawing and settings</source>
        <translation>図と設定を開く</translation>
    </message>
    <message>
        <source>Newest attempt</source>
        <translation>最新の実行</translation>
    </message>
</context>
<context>
    <name>RunSide</name>
    <message numerus="yes">
        <source>of %n finished</source>
        <translation>
            <numerusform>/ %n 件完了</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} of {limit} failures. At {limit}, the batch stops by itself.</source>
        <translation>失敗 {failed} 件。{limit} 件になると自動的に停止します。</translation>
    </message>
    <message numerus="yes">
        <source>Rotate the %n failed again</source>
        <translation>
            <numerusform>失敗した %n 件を再実行</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Rotating</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Failed – nothing changed</source>
        <translation>失敗 – 変更なし</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未開始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Pause and Stop let those at work finish. What is done stays done.</source>
        <translation>一時停止・停止しても、実行中のものは最後まで行います。完了したものは元に戻りません。</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>実行者</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Copy for ticket</source>
        <translation>チケット用にコピー</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>ファイルに保存</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>Views and folders</source>
        <translation>ビューとフォルダー</translation>
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
        <translation>非表示</translation>
    </message>
</context>
<context>
    <name>SecretRow</name>
    <message>
        <source>Copy {name}</source>
        <translation>{name}をコピー</translation>
    </message>
    <message>
        <source>Hide {name}</source>
        <translation>{name}を隠す</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name}を表示</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>非表示</translation>
    </message>
</context>
<context>
    <name>SentenceDialog</name>
    <message>
        <source>Type {text} to go on</source>
        <translation>続けるには {text} と入力</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The change was sent once without an answer, and AWS refused the repeat: {why} The new password is probably in place; both are kept here. Rotate again makes a new one.</source>
        <translation>変更を一度送信しましたが応答がなく、再送は AWS が拒否しました: {why} 新しいパスワードが有効と思われます。両方とも保管されています。再実行で新しいパスワードを作ります。</translation>
    </message>
    <message>
        <source>{title} was deleted and made again outside PamDesk (its {name} was {was}, and is {now}). Add a new record for the new one.</source>
        <translation>{title} は PamDesk の外で削除され、作り直されています（{name}: {was} → {now}）。新しいレコードを追加してください。</translation>
    </message>
    <message>
        <source>{title} was being changed on {place}, and is linked elsewhere now. Link it back there and ask again.</source>
        <translation>{title} は {place} で変更中でしたが、別の場所にリンクされています。リンクを戻してから再確認してください。</translation>
    </message>
    <message>
        <source>The new {noun} is the current one; the old one is kept.</source>
        <translation>新しい{noun}を現行としました。古いものも保管しています。</translation>
    </message>
    <message>
        <source>{where} is not asked more often, so that failed sign-ins do not lock the account.</source>
        <translation>サインイン失敗によるロックを避けるため、{where} への確認を控えます。</translation>
    </message>
    <message>
        <source>{title} was being changed as {login} on {where}, and the record names another account now. The {noun} that works for {login2} is kept here: enter {login3} in the record again, then ask again.</source>
        <translation>{title} は {where} の {login} として変更中でしたが、レコードのアカウントが変わっています。{login2} で有効な{noun}はここに保管されています。レコードに {login3} を入力し直してから、再確認してください。</translation>
    </message>
    <message>
        <source>Stopped before anything was sent; nothing was changed.</source>
        <translation>送信前に中止しました。何も変更されていません。</translation>
    </message>
    <message>
        <source>Not begun: the batch stopped after {failures} accounts had failed. Nothing was changed.</source>
        <translation>開始していません。{failures} 件の失敗で一括処理が停止しました。何も変更されていません。</translation>
    </message>
    <message>
        <source>The program ended before anything was sent; nothing was changed.</source>
        <translation>送信前にプログラムが終了しました。何も変更されていません。</translation>
    </message>
    <message>
        <source>Besides the {noun} this is different now: {listed}.</source>
        <translation>{noun}以外に変わったもの: {listed}。</translation>
    </message>
    <message>
        <source>The new {noun} works and is saved here; the rotation could not be closed yet. {why}</source>
        <translation>新しい{noun}は有効で、ここに保存されています。ローテーションはまだ完了していません。{why}</translation>
    </message>
    <message>
        <source>The new {noun} works and is saved here; the rotation could not be closed yet.</source>
        <translation>新しい{noun}は有効で、ここに保存されています。ローテーションはまだ完了していません。</translation>
    </message>
    <message>
        <source>Version {version} of {title} holds an earlier {noun}, which probably no longer works. The present one is kept in the history; nobody is asked which of them works.</source>
        <translation>{title} のバージョン {version} にあるのは以前の{noun}で、おそらくもう使えません。現在のものは履歴に残りますが、どちらが使えるかの確認は行いません。</translation>
    </message>
    <message>
        <source>An earlier {noun} of {title} was made current again. Whether it works was not asked yet; ask the server again.</source>
        <translation>{title} の以前の{noun}を現在のものに戻しました。使えるかどうかはまだ確認していません。もう一度サーバーに確認してください。</translation>
    </message>
    <message>
        <source>Version {version} of {title} holds an earlier {noun}, which probably no longer works. The present one is kept; PamDesk asks the server which of them works.</source>
        <translation>{title} のバージョン {version} にあるのは以前の{noun}で、おそらくもう使えません。現在のものは保持され、どちらが使えるかを PamDesk がサーバーに確認します。</translation>
    </message>
    <message>
        <source>Rotation is off for this account. An administrator can turn it on.</source>
        <translation>このアカウントのローテーションはオフです。管理者がオンにできます。</translation>
    </message>
    <message>
        <source>Take AWS&apos;s word for it: IAM has no sign-in that could be tried.</source>
        <translation>AWS の応答で確認します。IAM にはサインインで試す方法がありません。</translation>
    </message>
    <message>
        <source>Make it current; keep the old one.</source>
        <translation>新しいパスワードを現行とし、古いものも保管します。</translation>
    </message>
    <message>
        <source>Rotate now changes it on {where}.</source>
        <translation>「今すぐ実行」で {where} のパスワードを変更します。</translation>
    </message>
    <message>
        <source>day of the month</source>
        <translation>日</translation>
    </message>
    <message>
        <source>day of the week (1 is Sunday)</source>
        <translation>曜日（日曜日が 1）</translation>
    </message>
    <message>
        <source>day of the week (0 and 7 are Sunday)</source>
        <translation>曜日（0 と 7 が日曜日）</translation>
    </message>
    <message>
        <source>short words such as @daily are not read; write daily 00:00, or five fields</source>
        <translation>@daily のような短縮形は使えません。daily 00:00 と書くか、5 つの項目で書いてください</translation>
    </message>
    <message>
        <source>only one of day of the month and day of the week may be ?</source>
        <translation>? にできるのは日か曜日のどちらか一方だけです</translation>
    </message>
    <message>
        <source>Quartz takes a day of the month or a day of the week, and ? for the other</source>
        <translation>Quartz 形式では日か曜日のどちらかを指定し、もう一方は ? にします</translation>
    </message>
    <message>
        <source>L and W stand alone, not in a list of days</source>
        <translation>L と W は単独で書きます。日のリストには入れられません</translation>
    </message>
    <message>
        <source>W follows one day of the month, as in 15W, and {field} is none</source>
        <translation>W は 15W のように日の後に書きますが、{field} は日ではありません</translation>
    </message>
    <message>
        <source>L and # stand alone, not in a list of days</source>
        <translation>L と # は単独で書きます。曜日のリストには入れられません</translation>
    </message>
    <message>
        <source>it has {counted}; classic cron has 5, minute first, Quartz 6 or 7, second first</source>
        <translation>{counted}あります。標準の cron は分から始まる 5 項目、Quartz 形式は秒から始まる 6 または 7 項目です</translation>
    </message>
    <message>
        <source>no year has such a day</source>
        <translation>その日がある年はありません</translation>
    </message>
    <message>
        <source>none of its years has such a day</source>
        <translation>指定された年に、その日はありません</translation>
    </message>
    <message>
        <source>{field} is of Quartz, which has 6 or 7 fields, the second first</source>
        <translation>{field} は Quartz 形式の書き方です。Quartz 形式は秒から始まる 6 または 7 項目です</translation>
    </message>
    <message>
        <source>no month has {before} days before its last</source>
        <translation>月の最終日より {before} 日前という日はありません</translation>
    </message>
    <message>
        <source>a month has a weekday at most five times, so # is followed by 1 to 5, not {nth}</source>
        <translation>同じ曜日は月に 5 回までです。# の後は 1 から 5 で、{nth} は使えません</translation>
    </message>
    <message>
        <source>{number} field</source>
        <translation>項目が {number} つ</translation>
    </message>
    <message>
        <source>{number} fields</source>
        <translation>項目が {number} つ</translation>
    </message>
    <message>
        <source>The cron expression “{text}” cannot be used: {reason}.</source>
        <translation>cron 式「{text}」は使えません: {reason}。</translation>
    </message>
    <message>
        <source>“{text}” is no {unit}</source>
        <translation>「{text}」は{unit}として使えません</translation>
    </message>
    <message>
        <source>{value} is no {unit}, which is from {low} to {high}</source>
        <translation>{value} は{unit}として使えません。{low} から {high} までです</translation>
    </message>
    <message>
        <source>“{part}” is no {unit}</source>
        <translation>「{part}」は{unit}として使えません</translation>
    </message>
    <message>
        <source>a step of {step} does not fit a {unit}</source>
        <translation>間隔 {step} は{unit}に使えません</translation>
    </message>
    <message>
        <source>the range {first_text}-{last_text} ends before it starts</source>
        <translation>範囲 {first_text}-{last_text} は終わりが始まりより前です</translation>
    </message>
    <message>
        <source>a step follows * or a range: write {first_text}-{high}/{step}</source>
        <translation>間隔は * か範囲の後に書きます。{first_text}-{high}/{step} としてください</translation>
    </message>
    <message>
        <source>{label} is like arn:aws:iam::123456789012:role/Rotation, and “{text}” is not</source>
        <translation>{label}は arn:aws:iam::123456789012:role/Rotation の形式で入力します。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is like arn:aws:iam::123456789012:user/name, and “{text}” is not</source>
        <translation>{label}は arn:aws:iam::123456789012:user/name の形式で入力します。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is SHA256: and 43 characters, or a public key such as ssh-ed25519 AAAA…</source>
        <translation>{label} は SHA256: と 43 文字、または ssh-ed25519 AAAA… のような公開鍵です</translation>
    </message>
    <message>
        <source>{label} is not a secret field</source>
        <translation>{label}はシークレットの項目ではありません</translation>
    </message>
    <message>
        <source>{label} is a text</source>
        <translation>{label}にはテキストを入力します</translation>
    </message>
    <message>
        <source>{label} is one line, without control characters</source>
        <translation>{label}は 1 行で、制御文字は使えません</translation>
    </message>
    <message>
        <source>{label} holds half a character (a lone surrogate)</source>
        <translation>{label}に不完全な文字（孤立サロゲート）があります</translation>
    </message>
    <message>
        <source>{label} has at most {longest} characters</source>
        <translation>{label}は {longest} 文字以内です</translation>
    </message>
    <message>
        <source>{label} holds a character that is none (NUL or a lone surrogate)</source>
        <translation>{label}に使えない文字（NUL または孤立サロゲート）があります</translation>
    </message>
    <message>
        <source>{label} has at most {longest_text} characters</source>
        <translation>{label}は {longest_text} 文字以内です</translation>
    </message>
    <message>
        <source>{label} is a whole number</source>
        <translation>{label}は整数で入力します</translation>
    </message>
    <message>
        <source>{label} is from 1 to 65535, and {value} is not</source>
        <translation>{label}は 1 から 65535 までです。{value} は使えません</translation>
    </message>
    <message>
        <source>{label} is a list of lines</source>
        <translation>{label}は 1 行に 1 つずつ入力します</translation>
    </message>
    <message>
        <source>{label} is {listed}, and “{text}” is none of them</source>
        <translation>{label}は {listed} のいずれかです。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is a name or an address without {split}://, as in db.example.com</source>
        <translation>{label}には {split}:// を付けず、db.example.com のように名前かアドレスを入力します</translation>
    </message>
    <message>
        <source>{label} is written without a port; the port has a field of its own</source>
        <translation>{label}にはポートを含めません。ポートには専用の項目があります</translation>
    </message>
    <message>
        <source>{label} is a name or an address, and “{text}” is neither</source>
        <translation>{label}には名前かアドレスを入力します。「{text}」はどちらでもありません</translation>
    </message>
    <message>
        <source>{label}: “{text}” is not the name of a region, as us-east-1 is</source>
        <translation>{label}: 「{text}」はリージョン名ではありません。us-east-1 のように入力します</translation>
    </message>
    <message>
        <source>{label} is 12 digits, and “{text}” is not</source>
        <translation>{label}は 12 桁の数字です。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} starts with https:// and names a host</source>
        <translation>{label}は https:// で始まり、ホスト名を含みます</translation>
    </message>
    <message>
        <source>{label} holds no user name and no password</source>
        <translation>{label}にユーザー名やパスワードは含められません</translation>
    </message>
    <message>
        <source>{label} starts with https://: new passwords go there, and http:// is for this machine itself only</source>
        <translation>{label}は https:// で始まります。新しいパスワードを送る先のため、http:// はこのコンピューター自身にだけ使えます</translation>
    </message>
    <message>
        <source>{label} has lines like 3307=mysql, and “{text}” is not</source>
        <translation>{label}には 3307=mysql のような行を入力します。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is like d-0123456789, and “{text}” is not</source>
        <translation>{label}は d-0123456789 の形式です。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is in PEM, which has a line BEGIN CERTIFICATE</source>
        <translation>{label}は PEM 形式で、BEGIN CERTIFICATE の行が必要です</translation>
    </message>
    <message>
        <source>{label} starts with SHA256:</source>
        <translation>{label}は SHA256: で始まります</translation>
    </message>
    <message>
        <source>{label} is a secret and is kept as one</source>
        <translation>{label}はシークレットとして保管されます</translation>
    </message>
    <message>
        <source>{label} is yes or no</source>
        <translation>{label}は「はい」か「いいえ」です</translation>
    </message>
    <message>
        <source>{label} is a web address, and “{text}” is not</source>
        <translation>{label}には Web アドレスを入力します。「{text}」は使えません</translation>
    </message>
    <message>
        <source>{label} is like 10.0.0.0/24, and “{text}” is not</source>
        <translation>{label}は 10.0.0.0/24 の形式です。「{text}」は使えません</translation>
    </message>
    <message>
        <source>“{title}” cannot be linked to “{title2}”</source>
        <translation>「{title}」を「{title2}」にリンクできません</translation>
    </message>
    <message>
        <source>belongs to</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>is a cloud identity of</source>
        <translation>IAM ユーザーの所属先</translation>
    </message>
    <message>
        <source>is the admin of</source>
        <translation>管理対象</translation>
    </message>
    <message>
        <source>opens sessions on</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>is served by</source>
        <translation>担当構成</translation>
    </message>
    <message>
        <source>runs services on</source>
        <translation>サービスの実行先</translation>
    </message>
    <message>
        <source>{both}: it is the same record.</source>
        <translation>{both}。同じレコードです。</translation>
    </message>
    <message>
        <source>“{title}” {words} “{title2}” already.</source>
        <translation>「{title}」から「{title2}」へのリンク（{words}）は、すでにあります。</translation>
    </message>
    <message>
        <source>“{title}” has no admin, and “{title2}” cannot change its own password; link one.</source>
        <translation>「{title}」に管理者アカウントがなく、「{title2}」は自分のパスワードを変更できません。管理者をリンクしてください。</translation>
    </message>
    <message>
        <source>“{title}” has no admin, and the present password of “{title2}” is not known; link an admin or enter the password.</source>
        <translation>「{title}」に管理者アカウントがなく、「{title2}」の現在のパスワードも不明です。管理者をリンクするか、パスワードを入力してください。</translation>
    </message>
    <message>
        <source>{both}: services are followed up on Windows only, and its operating system is not Windows.</source>
        <translation>{both}。サービスの更新は Windows だけに対応しており、このリソースの OS は Windows ではありません。</translation>
    </message>
    <message>
        <source>{both}: a local network has no cloud identities.</source>
        <translation>{both}。ローカルネットワークにクラウド ID はありません。</translation>
    </message>
    <message>
        <source>{both}: its ARN is of account {arn}, and the configuration is of account {account}.</source>
        <translation>{both}。ARN はアカウント {arn} のもので、構成はアカウント {account} のものです。</translation>
    </message>
    <message>
        <source>{both}: you may not read “{title}”.</source>
        <translation>{both}。「{title}」を読み取る権限がありません。</translation>
    </message>
    <message>
        <source>an account there</source>
        <translation>そこのアカウント</translation>
    </message>
    <message>
        <source>their own passwords</source>
        <translation>自分のパスワード</translation>
    </message>
    <message>
        <source>its own password</source>
        <translation>自分のパスワード</translation>
    </message>
    <message>
        <source>{name} is the admin of {other}: without it, {accounts} could only change {own}.</source>
        <translation>{name} は {other} の管理者です。なくなると、{accounts}は{own}しか変更できなくなります。</translation>
    </message>
    <message>
        <source>{number} other</source>
        <translation>ほか {number} 件</translation>
    </message>
    <message>
        <source>{number} others</source>
        <translation>ほか {number} 件</translation>
    </message>
    <message>
        <source>“{title}” cannot be linked to “{title2}”: “{words}” goes {place} a {kinds}, and “{title3}” is a {type_title}.</source>
        <translation>「{title}」を「{title2}」にリンクできません。このリンク（{words}）の{place}は{kinds}で、「{title3}」は{type_title}です。</translation>
    </message>
    <message>
        <source>{both}: it {words} “{title_of}” already; unlink that first.</source>
        <translation>{both}。すでに「{title_of}」とのリンク（{words}）があります。先にそのリンクを解除してください。</translation>
    </message>
    <message>
        <source>{both}: “{title_of}” {words} it already; unlink that first.</source>
        <translation>{both}。すでに「{title_of}」とのリンク（{words}）があります。先にそのリンクを解除してください。</translation>
    </message>
    <message>
        <source>{both}: it {words} “{title_of}”, and an account is in one place only.</source>
        <translation>{both}。「{title_of}」とのリンク（{words}）があり、アカウントの所属先は 1 つだけです。</translation>
    </message>
    <message>
        <source>{both}: the admins would depend on each other in a loop, {names}.</source>
        <translation>{both}。管理者どうしが循環して依存することになります: {names}。</translation>
    </message>
    <message>
        <source>{name} opens sessions on {other}: that would need another credential.</source>
        <translation>{name} は {other} への接続に使われています。別の資格情報が必要になります。</translation>
    </message>
    <message>
        <source>{name} runs services on {other}: they would not be told a new password.</source>
        <translation>{name} は {other} のサービスの実行に使われています。新しいパスワードが伝わらなくなります。</translation>
    </message>
    <message>
        <source>Almost every password that the rule allows holds a word that is forbidden, such as the account&apos;s own name; raise the length or allow more kinds of characters.</source>
        <translation>ルールに合うパスワードのほとんどが、アカウント名など禁止された語を含みます。長さを増やすか、使える文字種を増やしてください。</translation>
    </message>
    <message>
        <source>No password of {length} characters keeps the rule; raise the length or lower the least counts.</source>
        <translation>{length} 文字ではルールに合うパスワードを作れません。長さを増やすか、最小文字数を減らしてください。</translation>
    </message>
    <message>
        <source>upper-case letter</source>
        <translation>大文字</translation>
    </message>
    <message>
        <source>lower-case letter</source>
        <translation>小文字</translation>
    </message>
    <message>
        <source>The complexity</source>
        <translation>パスワードの条件</translation>
    </message>
    <message>
        <source>requires {counted} of {left}; allow one of these</source>
        <translation>次のうち{counted}が必要です: {left}。いずれかを許可してください</translation>
    </message>
    <message>
        <source>{asked_by} allows as symbols {allowed}, but {accepted} {needs}.</source>
        <translation>{asked_by}で許可された記号は {allowed} ですが、{accepted}では{needs}。</translation>
    </message>
    <message>
        <source>{asked_by} {wish}, but {accepted} {needs}.</source>
        <translation>{asked_by}は{wish}が、{accepted}は{needs}。</translation>
    </message>
    <message>
        <source>none at all</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>{asked_by} asks for {counted} of {allowed}, but {accepted} {mend}.</source>
        <translation>{asked_by}は {allowed} から{counted}を求めていますが、{accepted}では{mend}。</translation>
    </message>
    <message>
        <source>No password can be made for {asked_by}: {accepted} requires a symbol and takes none.</source>
        <translation>{asked_by}ではパスワードを作れません。{accepted}は記号を必要としますが、使える記号がありません。</translation>
    </message>
    <message>
        <source>{min_length} to {max_length}</source>
        <translation>{min_length} から {max_length} 文字</translation>
    </message>
    <message>
        <source>{asked_by} asks for {counted}; a length is from 1 to {longest}.</source>
        <translation>{asked_by}は{counted}です。長さは 1 から {longest} までです。</translation>
    </message>
    <message>
        <source>{asked_by} asks for {counted} that hold at least {spoken}, which is {needed}; raise the length to {needed2} or more.</source>
        <translation>{asked_by}は{counted}ですが、{spoken}以上で計 {needed} 文字が必要です。長さを {needed2} 以上にしてください。</translation>
    </message>
    <message>
        <source>{asked_by} allows {names} as a symbol; symbols are the printable ones of ASCII, without space.</source>
        <translation>{asked_by}で記号として許可された {names} は使えません。記号は、空白を除く ASCII の印字可能な記号です。</translation>
    </message>
    <message>
        <source>{asked_by} and the rule of {accepted} leave no character that a password may hold.</source>
        <translation>{asked_by}と{accepted}のルールを合わせると、使える文字がありません。</translation>
    </message>
    <message>
        <source>{accepted} takes no password at all: at least {counted}, and at most {max_length}; {asked_by} cannot be met there.</source>
        <translation>{accepted}ではどのパスワードも使えません（{counted}以上、{max_length} 文字以下）。{asked_by}は満たせません。</translation>
    </message>
    <message>
        <source>{asked_by} and the rule of {accepted} together ask for at least {spoken}, which is {counted}, but {accepted2} takes at most {longest}; lower the least counts.</source>
        <translation>{asked_by}と{accepted}のルールを合わせると、{spoken}以上で計{counted}が必要ですが、{accepted2}は {longest} 文字までです。最小文字数を減らしてください。</translation>
    </message>
    <message>
        <source>asks for {counted}</source>
        <translation>{counted}を求めています</translation>
    </message>
    <message>
        <source>has no {nouns} to offer</source>
        <translation>{nouns}を含みません</translation>
    </message>
    <message>
        <source>takes none</source>
        <translation>使用できません</translation>
    </message>
    <message>
        <source>requires {counted}</source>
        <translation>{counted}を必要とします</translation>
    </message>
    <message>
        <source>takes only {left}; allow one of these, or ask for 0 symbols</source>
        <translation>使えるのは {left} だけです。いずれかを許可するか、記号を 0 個にしてください</translation>
    </message>
    <message>
        <source>takes none; ask for 0 symbols</source>
        <translation>記号を使えません。記号を 0 個にしてください</translation>
    </message>
    <message>
        <source>{number} symbol</source>
        <translation>記号 {number} 個</translation>
    </message>
    <message>
        <source>{number} symbols</source>
        <translation>記号 {number} 個</translation>
    </message>
    <message>
        <source>{takes} and requires {spoken}</source>
        <translation>{takes}で、{spoken}が必要</translation>
    </message>
    <message>
        <source>The password is {change} from {length} to {length2} characters: {accepted} takes {takes}.</source>
        <translation>パスワードの長さを {length} 文字から {length2} 文字に{change}ました。{accepted}の条件: {takes}。</translation>
    </message>
    <message>
        <source>The password holds at least {spoken}: {accepted} requires it.</source>
        <translation>パスワードは{spoken}以上を含みます。{accepted}の条件です。</translation>
    </message>
    <message>
        <source>{asked_by} asks for {count} {nouns}s; the least count is 0.</source>
        <translation>{asked_by}の{nouns}が {count} です。最小文字数は 0 以上です。</translation>
    </message>
    <message>
        <source>{number} character</source>
        <translation>{number} 文字</translation>
    </message>
    <message>
        <source>{number} characters</source>
        <translation>{number} 文字</translation>
    </message>
    <message>
        <source>a space</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>The complexity “{text}”</source>
        <translation>パスワードの条件「{text}」</translation>
    </message>
    <message>
        <source>“{text}” is no day of the week; they are {listed}.</source>
        <translation>「{text}」は曜日ではありません。使えるのは {listed} です。</translation>
    </message>
    <message>
        <source>A {kind} schedule has a time from 00:00 to 23:59, and “{time}” is none.</source>
        <translation>{kind}のスケジュールの時刻は 00:00 から 23:59 までです。「{time}」は使えません。</translation>
    </message>
    <message>
        <source>A monthly schedule has a day from 1 to 31, and {day} is none.</source>
        <translation>毎月のスケジュールの日は 1 から 31 までです。{day} は使えません。</translation>
    </message>
    <message>
        <source>on demand only</source>
        <translation>手動のみ</translation>
    </message>
    <message>
        <source>The schedule “{schedule}” runs more often than once an hour; name one minute of the hour, or let the vault allow it.</source>
        <translation>スケジュール「{schedule}」は 1 時間に 1 回より多く実行されます。分を 1 つだけ指定するか、保管庫の設定で許可してください。</translation>
    </message>
    <message>
        <source>“{text}” is no complexity; write length, upper case, lower case, digits and symbols, as in 20,1,1,1,1, and after a further comma the symbols that are allowed.</source>
        <translation>「{text}」はパスワードの条件として読めません。20,1,1,1,1 のように、長さ・大文字・小文字・数字・記号の順に書き、必要ならさらにコンマの後に使える記号を書きます。</translation>
    </message>
    <message>
        <source>“{text}” has no cron expression; write cron: 0 0 3 ? * MON UTC.</source>
        <translation>「{text}」に cron 式がありません。cron: 0 0 3 ? * MON UTC のように書いてください。</translation>
    </message>
    <message>
        <source>A weekly schedule has a day from 1 (Monday) to 7 (Sunday), and {day} is none.</source>
        <translation>毎週のスケジュールの曜日は 1（月曜日）から 7（日曜日）までです。{day} は使えません。</translation>
    </message>
    <message>
        <source>“{text}” is no schedule; write {forms}.</source>
        <translation>「{text}」はスケジュールとして読めません。{forms} のように書いてください。</translation>
    </message>
    <message>
        <source>The script “{name}” of “{title}”</source>
        <translation>「{title}」のスクリプト「{name}」</translation>
    </message>
    <message>
        <source>“{title}” carries no scripts: only accounts, what they live on and configurations do.</source>
        <translation>「{title}」にはスクリプトを付けられません。付けられるのは、アカウント、その所属先、構成です。</translation>
    </message>
    <message>
        <source>Two scripts of “{title}” have the same name.</source>
        <translation>「{title}」に同じ名前のスクリプトが 2 つあります。</translation>
    </message>
    <message>
        <source>{where} has a name that is no plain file name: letters, digits, dots and dashes, at most 100.</source>
        <translation>{where}の名前はファイル名として使えません。英数字、ドット、ハイフンで 100 文字以内です。</translation>
    </message>
    <message>
        <source>{where} is empty, longer than {largest} KiB, or no text.</source>
        <translation>{where}は空か、{largest} KiB を超えているか、テキストではありません。</translation>
    </message>
    <message>
        <source>{where} may take 1 to {longest_seconds} seconds.</source>
        <translation>{where}の制限時間は 1 から {longest_seconds} 秒までです。</translation>
    </message>
    <message>
        <source>{where} has an interpreter that is not one line.</source>
        <translation>{where}のインタープリターは 1 行で指定します。</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>独自の項目</translation>
    </message>
    <message>
        <source>“{title}” is kept as it is: this version does not rotate accounts of {label}.</source>
        <translation>「{title}」はそのまま保管されます。このバージョンでは {label} のアカウントをローテーションできません。</translation>
    </message>
    <message>
        <source>“{title}” is a {title2}: it holds no accounts that can be rotated.</source>
        <translation>「{title}」は{title2}です。ローテーションできるアカウントはありません。</translation>
    </message>
    <message>
        <source>There is no record type “{key}”; there are {listed}.</source>
        <translation>レコードの種類「{key}」はありません。使えるのは {listed} です。</translation>
    </message>
    <message>
        <source>A {title} has no field “{name}”; it has {listed}.</source>
        <translation>{title}に項目「{name}」はありません。使えるのは {listed} です。</translation>
    </message>
    <message>
        <source>The record without a title ({type})</source>
        <translation>タイトルのないレコード（{type}）</translation>
    </message>
    <message>
        <source>{label} is a date like 2026-11-23, and “{text}” is not</source>
        <translation>{label}は 2026-11-23 のような日付です。「{text}」は使えません</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>another record has this title already</source>
        <translation>同じタイトルのレコードがすでにあります</translation>
    </message>
    <message>
        <source>a {table} has no field “{field_name}”</source>
        <translation>{table}に項目「{field_name}」はありません</translation>
    </message>
    <message>
        <source>{label} is needed</source>
        <translation>{label}を入力してください</translation>
    </message>
    <message>
        <source>the label of a field of your own</source>
        <translation>カスタム項目のラベル</translation>
    </message>
    <message>
        <source>a field of your own has a label</source>
        <translation>カスタム項目にはラベルが必要です</translation>
    </message>
    <message>
        <source>a tag is a word</source>
        <translation>タグを空にはできません</translation>
    </message>
    <message>
        <source>{name} was not saved: this version has no record type “{type}”.</source>
        <translation>{name} は保存されていません。このバージョンにレコードの種類「{type}」はありません。</translation>
    </message>
    <message>
        <source>{name} was not saved: {reason}.</source>
        <translation>{name} は保存されていません。{reason}。</translation>
    </message>
    <message>
        <source>{label} is yes or no, and “{line}” is neither.</source>
        <translation>{label}は「はい」か「いいえ」です。「{line}」はどちらでもありません。</translation>
    </message>
    <message>
        <source>{label} is a whole number, and “{line}” is not.</source>
        <translation>{label}は整数で入力します。「{line}」は使えません。</translation>
    </message>
    <message>
        <source>a title is needed</source>
        <translation>タイトルを入力してください</translation>
    </message>
    <message>
        <source>the notes have at most {longest_text} characters, and none of them is NUL</source>
        <translation>メモは {longest_text} 文字以内で、NUL は使えません</translation>
    </message>
    <message>
        <source>“{label}” has at most {longest_text} characters, and none of them is NUL</source>
        <translation>「{label}」は {longest_text} 文字以内で、NUL は使えません</translation>
    </message>
    <message>
        <source>a tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>{use_instance_role} stands in both the access key ID and its secret, or in neither</source>
        <translation>{use_instance_role} は、アクセスキー ID とシークレットの両方に入力するか、どちらにも入力しないでください</translation>
    </message>
    <message>
        <source>it needs an access key, {use_instance_role} in both of its fields, or an AWS CLI profile</source>
        <translation>アクセスキー、両方の項目への {use_instance_role}、AWS CLI プロファイルのいずれかが必要です</translation>
    </message>
    <message>
        <source>the role is in account {role}, but the account ID says {account}</source>
        <translation>ロールはアカウント {role} のもので、アカウント ID は {account} です</translation>
    </message>
    <message>
        <source>the role is in partition {role}, but the partition says {partition}</source>
        <translation>ロールはパーティション {role} のもので、パーティションの設定は {partition} です</translation>
    </message>
    <message>
        <source>its ARN names the user “{arn}”, but its login is “{login}”</source>
        <translation>ARN のユーザーは「{arn}」で、ログイン名は「{login}」です</translation>
    </message>
    <message>
        <source>an access key has an ID and a secret, and its {label} is missing</source>
        <translation>アクセスキーには ID とシークレットの両方が必要ですが、{label}がありません</translation>
    </message>
    <message>
        <source>it has an access key and an AWS CLI profile; only one of them can be meant</source>
        <translation>アクセスキーと AWS CLI プロファイルの両方があります。使えるのはどちらか一方だけです</translation>
    </message>
    <message>
        <source>There is no time zone “{name}”; its name is like Asia/Tokyo, Europe/Berlin or UTC.</source>
        <translation>タイムゾーン「{name}」はありません。Asia/Tokyo、Europe/Berlin、UTC のように入力します。</translation>
    </message>
    <message>
        <source>No application has the id {application_id}.</source>
        <translation>ID が {application_id} のアプリケーションはありません。</translation>
    </message>
    <message>
        <source>{name} is not assigned to {name2} itself.</source>
        <translation>{name} は {name2} に直接割り当てられていません。</translation>
    </message>
    <message>
        <source>an application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>The journal holds no such attempt.</source>
        <translation>ジャーナルにこの実行の記録はありません。</translation>
    </message>
    <message>
        <source>The lease is for another account; this write was not made.</source>
        <translation>リースは別のアカウントのものです。この書き込みは行われていません。</translation>
    </message>
    <message>
        <source>This version does not change a secret by scripts only: a script runs after a rotation.</source>
        <translation>このバージョンは、スクリプトだけではシークレットを変更できません。スクリプトはローテーションの後に実行されます。</translation>
    </message>
    <message>
        <source>Change it where it is used, and enter the new one in the record.</source>
        <translation>使用先で変更し、新しいものをレコードに入力してください。</translation>
    </message>
    <message>
        <source>Choose another method in the rotation settings.</source>
        <translation>ローテーション設定で別の方法を選択してください。</translation>
    </message>
    <message>
        <source>Changed: {words}.</source>
        <translation>変更しました: {words}。</translation>
    </message>
    <message>
        <source>{name} is not a whole backup of a PamDesk vault. Nothing was changed.</source>
        <translation>{name} は PamDesk の保管庫の完全なバックアップではありません。何も変更されていません。</translation>
    </message>
    <message>
        <source>the restoring</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>The copy {name} does not verify, so no backup was made.</source>
        <translation>コピー {name} を検証できないため、バックアップは作成されませんでした。</translation>
    </message>
    <message>
        <source>Take another backup.</source>
        <translation>別のバックアップを選んでください。</translation>
    </message>
    <message>
        <source>{name} exists already. Nothing was written.</source>
        <translation>{name} はすでにあります。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>Look at the disk; run the audit&apos;s verification.</source>
        <translation>ディスクを確認し、監査記録を検証してください。</translation>
    </message>
    <message>
        <source>There is no backup at {path}.</source>
        <translation>{path} にバックアップはありません。</translation>
    </message>
    <message>
        <source>The vault holds no such candidate.</source>
        <translation>保管庫にこの候補はありません。</translation>
    </message>
    <message>
        <source>No folder is named {text}.</source>
        <translation>{text} というフォルダーはありません。</translation>
    </message>
    <message>
        <source>No folder has the id {folder_id}.</source>
        <translation>ID が {folder_id} のフォルダーはありません。</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>フォルダー名を入力してください。</translation>
    </message>
    <message>
        <source>There is already a folder named {name} here.</source>
        <translation>{name} というフォルダーがすでにここにあります。</translation>
    </message>
    <message>
        <source>More than one folder is named {text}.</source>
        <translation>{text} というフォルダーが複数あります。</translation>
    </message>
    <message>
        <source>Use its path, as in Production / Databases.</source>
        <translation>Production / Databases のようにパスで指定してください。</translation>
    </message>
    <message>
        <source>{name} keeps the key of an erased record whose rotation is unfinished.</source>
        <translation>{name} には、ローテーションが完了していない消去済みレコードの鍵があります。</translation>
    </message>
    <message>
        <source>{name} is the vault&apos;s first folder and stays.</source>
        <translation>{name} は保管庫の最初のフォルダーのため、削除できません。</translation>
    </message>
    <message>
        <source>{name} cannot be put into {name2}, which is inside it.</source>
        <translation>{name} を、その中にある {name2} へ移動することはできません。</translation>
    </message>
    <message>
        <source>{name} is not empty: it holds {what}, in the trash perhaps.</source>
        <translation>{name} は空ではありません。{what}があります（ゴミ箱の中の可能性もあります）。</translation>
    </message>
    <message>
        <source>There is no such batch.</source>
        <translation>この一括処理はありません。</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>Another PamDesk on {where} works on this batch.</source>
        <translation>{where} の別の PamDesk がこの一括処理を実行しています。</translation>
    </message>
    <message>
        <source>{title} names another account now.</source>
        <translation>{title} は、今は別のアカウントを指しています。</translation>
    </message>
    <message>
        <source>This attempt was closed already; this write was not made.</source>
        <translation>この実行はすでに終了しています。この書き込みは行われていません。</translation>
    </message>
    <message>
        <source>The candidate belongs to another account.</source>
        <translation>この候補は別のアカウントのものです。</translation>
    </message>
    <message>
        <source>{file} in {name} is damaged: it does not hold key slots. It was left as it is.</source>
        <translation>{name} の {file} が壊れています。鍵スロットがありません。そのまま残してあります。</translation>
    </message>
    <message>
        <source>{name} cannot be written: {strerror}. Nothing was changed.</source>
        <translation>{name} に書き込めません: {strerror}。何も変更されていません。</translation>
    </message>
    <message>
        <source>Restore the newest backup from {name}/backups: it holds {file} too.</source>
        <translation>{name}/backups の最新のバックアップから復元してください。{file} も含まれています。</translation>
    </message>
    <message>
        <source>The disk is full: {name} was not written. What the vault holds is unchanged.</source>
        <translation>ディスクがいっぱいです。{name} は書き込まれていません。保管庫の内容は変わっていません。</translation>
    </message>
    <message>
        <source>Make the folder writable for this user.</source>
        <translation>このユーザーがフォルダーに書き込めるようにしてください。</translation>
    </message>
    <message>
        <source>Argon2id needs at least 19 MiB and two passes here.</source>
        <translation>Argon2id には 19 MiB 以上のメモリと 2 回以上の反復が必要です。</translation>
    </message>
    <message>
        <source>Argon2id takes at most 4 GiB, 100 passes and 64 lanes here.</source>
        <translation>Argon2id は 4 GiB、反復 100 回、64 レーンまでです。</translation>
    </message>
    <message>
        <source>{file} is missing in {name}. Without it nobody can open the vault.</source>
        <translation>{name} に {file} がありません。これがないと誰も保管庫を開けません。</translation>
    </message>
    <message>
        <source>{file} in {name} cannot be read by this user.</source>
        <translation>このユーザーは {name} の {file} を読み取れません。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>空き容量を増やしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>the disk refused</source>
        <translation>ディスクに拒否されました</translation>
    </message>
    <message>
        <source>{title_of} is being rotated by a PamDesk on {where}, which holds it until {moment}.</source>
        <translation>{title_of} は {where}の PamDesk がローテーションしており、{moment} まで確保されています。</translation>
    </message>
    <message>
        <source>Another PamDesk has taken over the rotation of {title_of}; this write was not made.</source>
        <translation>{title_of} のローテーションは別の PamDesk に引き継がれました。この書き込みは行われていません。</translation>
    </message>
    <message>
        <source>Wait for its result.</source>
        <translation>結果をお待ちください。</translation>
    </message>
    <message>
        <source>{name} is being restored, upgraded or given new keys by another program.</source>
        <translation>{name} は、別のプログラムが復元、アップグレード、または鍵の変更をしています。</translation>
    </message>
    <message>
        <source>{name} is open in another window, command or gateway, so {what} was not done.</source>
        <translation>{name} は別のウィンドウ、コマンド、またはゲートウェイで開いているため、{what}は行われませんでした。</translation>
    </message>
    <message>
        <source>{name} is held by another operation, so {what} was not done.</source>
        <translation>{name} は別の処理で使用中のため、{what}は行われませんでした。</translation>
    </message>
    <message>
        <source>Wait for it to finish, then try again.</source>
        <translation>終わるまで待ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Close it there, then try again.</source>
        <translation>そちらを閉じてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{name} cannot be written to: the disk or the folder is read-only. Nothing was changed.</source>
        <translation>{name} に書き込めません。ディスクまたはフォルダーが読み取り専用です。何も変更されていません。</translation>
    </message>
    <message>
        <source>Make the folder writable for this user, or copy it to another disk and open the copy.</source>
        <translation>このユーザーがフォルダーに書き込めるようにするか、別のディスクにコピーしてそちらを開いてください。</translation>
    </message>
    <message>
        <source>{name} has another history than when it was last open on this machine: an older copy was put in its place and then changed. Passwords in it may be out of date.</source>
        <translation>{name} の履歴が、このコンピューターで最後に開いたときと異なります。古いコピーに置き換えられ、その後変更されています。パスワードが古い可能性があります。</translation>
    </message>
    <message>
        <source>{name} is older than when it was last open on this machine: {seq} entries of its audit are missing. An older copy was put in its place, or the newer one is somewhere else. Passwords in it may be out of date.</source>
        <translation>{name} は、このコンピューターで最後に開いたときより古く、監査記録が {seq} 件足りません。古いコピーに置き換えられたか、新しいものが別の場所にあります。パスワードが古い可能性があります。</translation>
    </message>
    <message>
        <source>A machine that is reached by AWS Systems Manager needs an instance ID, a region and an AWS configuration.</source>
        <translation>AWS Systems Manager で接続するマシンには、インスタンス ID、リージョン、AWS の構成が必要です。</translation>
    </message>
    <message>
        <source>Fill them in in the machine&apos;s record, or choose another way to connect.</source>
        <translation>マシンのレコードに入力するか、別の接続方法を選んでください。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} shows host keys by which the first one can be accepted.</source>
        <translation>{title} の EC2 コンソールに、初回の承認に使えるホストキーが表示されています。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} holds no host keys any more.</source>
        <translation>{title} の EC2 コンソールには、ホストキーがもう残っていません。</translation>
    </message>
    <message>
        <source>The pinned host key of {title} is one that its EC2 console shows.</source>
        <translation>固定されている {title} のホストキーは、EC2 コンソールに表示されているものと一致します。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} shows other host keys than the pinned one.</source>
        <translation>{title} の EC2 コンソールには、固定されているものとは別のホストキーが表示されています。</translation>
    </message>
    <message>
        <source>show the console of {name}</source>
        <translation>{name} のコンソールの表示</translation>
    </message>
    <message>
        <source>An administrator must compare them.</source>
        <translation>管理者が照合する必要があります。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} could not be read. {message}</source>
        <translation>{title} の EC2 コンソールを読み取れませんでした。{message}</translation>
    </message>
    <message>
        <source>An administrator can allow ec2:GetConsoleOutput to the sign-in.</source>
        <translation>管理者は、このサインインに ec2:GetConsoleOutput を許可できます。</translation>
    </message>
    <message>
        <source>Secrets Manager rotates no secret that names {title}.</source>
        <translation>Secrets Manager がローテーションするシークレットに、{title} を指すものはありません。</translation>
    </message>
    <message>
        <source>Secrets Manager rotates the secret {name}, which names {title}: it changes that user&apos;s password too.</source>
        <translation>Secrets Manager が、{title} を指すシークレット {name} をローテーションしています。そのユーザーのパスワードは Secrets Manager も変更します。</translation>
    </message>
    <message>
        <source>Look at whose password it is, and leave that user to one of the two.</source>
        <translation>どのユーザーのパスワードかを確認し、どちらか一方だけに任せてください。</translation>
    </message>
    <message>
        <source>AWS has more secrets there than are looked through.</source>
        <translation>そこには、調べる件数を超えるシークレットがあります。</translation>
    </message>
    <message>
        <source>RDS itself manages the master password of {title}, in the secret {name}.</source>
        <translation>{title} のマスターパスワードは、RDS 自身がシークレット {name} で管理しています。</translation>
    </message>
    <message>
        <source>Leave the master user out of the rotation, or turn ManageMasterUserPassword off.</source>
        <translation>マスターユーザーをローテーションから外すか、ManageMasterUserPassword をオフにしてください。</translation>
    </message>
    <message>
        <source>Whether Secrets Manager rotates a secret of {title} is not known. {message}</source>
        <translation>Secrets Manager が {title} のシークレットをローテーションしているかどうかは不明です。{message}</translation>
    </message>
    <message>
        <source>An administrator can allow secretsmanager:ListSecrets to the sign-in.</source>
        <translation>管理者は、このサインインに secretsmanager:ListSecrets を許可できます。</translation>
    </message>
    <message>
        <source>list secrets</source>
        <translation>シークレットの一覧取得</translation>
    </message>
    <message>
        <source>AWS Managed Microsoft AD user</source>
        <translation>AWS Managed Microsoft AD のユーザー</translation>
    </message>
    <message>
        <source>AWS Managed Microsoft AD</source>
        <translation>AWS Managed Microsoft AD</translation>
    </message>
    <message>
        <source>AWS Directory Service API: ResetUserPassword, NewPassword</source>
        <translation>AWS Directory Service API: ResetUserPassword, NewPassword</translation>
    </message>
    <message>
        <source>{login} is disabled; with the new password AWS enables it, as its record allows.</source>
        <translation>{login} は無効になっています。レコードで許可されているため、新しいパスワードの設定時に AWS が有効にします。</translation>
    </message>
    <message>
        <source>{login} is disabled, and with a new password AWS would enable it.</source>
        <translation>{login} は無効になっています。新しいパスワードを設定すると AWS が有効にしてしまいます。</translation>
    </message>
    <message>
        <source>Allow that in its record, or take it out of the rotation.</source>
        <translation>レコードで許可するか、ローテーションの対象から外してください。</translation>
    </message>
    <message>
        <source>ou=aws reserved</source>
        <translation>ou=aws reserved</translation>
    </message>
    <message>
        <source>a Simple AD</source>
        <translation>Simple AD</translation>
    </message>
    <message>
        <source>an AD Connector</source>
        <translation>AD Connector</translation>
    </message>
    <message>
        <source>{login} is {dn}, and AWS resets only users in the organizational unit that it made for the customer.</source>
        <translation>{login} は {dn} です。AWS がリセットするのは、お客様用に作成した組織単位のユーザーだけです。</translation>
    </message>
    <message>
        <source>Take the directory ID out of the record, so that it is changed over LDAPS.</source>
        <translation>レコードからディレクトリ ID を削除すると、LDAPS で変更します。</translation>
    </message>
    <message>
        <source>Whether {login} is disabled could not be read on {title}: {why}; with a new password AWS would enable it.</source>
        <translation>{login} が無効かどうかを {title} で確認できませんでした ({why})。新しいパスワードを設定すると AWS が有効にしてしまいます。</translation>
    </message>
    <message>
        <source>Link an admin that may read the directory, or allow in the record that it is enabled.</source>
        <translation>ディレクトリを読み取れる管理者をリンクするか、有効化をレコードで許可してください。</translation>
    </message>
    <message>
        <source>AWS does not tell of the directory {identifier}; whether it resets there, it says when it is asked.</source>
        <translation>AWS はディレクトリ {identifier} の情報を返しません。リセットできるかどうかは実行時にわかります。</translation>
    </message>
    <message>
        <source>Allow ds:DescribeDirectories to the sign-in.</source>
        <translation>サインインに ds:DescribeDirectories を許可してください。</translation>
    </message>
    <message>
        <source>Whether {login} is disabled could not be read on {title}: {why}; with the new password AWS enables it, as its record allows.</source>
        <translation>{login} が無効かどうかを {title} で確認できませんでした ({why})。レコードで許可されているため、新しいパスワードの設定時に AWS が有効にします。</translation>
    </message>
    <message>
        <source>The directory {identifier} is {types}, where PamDesk resets no passwords through AWS.</source>
        <translation>ディレクトリ {identifier} は {types} です。PamDesk は AWS を通してこの種類のパスワードをリセットしません。</translation>
    </message>
    <message>
        <source>Take the directory ID out of the record, so that they are changed over LDAPS.</source>
        <translation>レコードからディレクトリ ID を削除すると、LDAPS で変更します。</translation>
    </message>
    <message>
        <source>{title} is a domain controller of {domain}, but AWS says that {identifier} is the directory {name}.</source>
        <translation>{title} は {domain} のドメインコントローラーですが、AWS によると {identifier} はディレクトリ {name} です。</translation>
    </message>
    <message>
        <source>Correct the host or the directory ID in the record.</source>
        <translation>レコードのホストまたはディレクトリ ID を修正してください。</translation>
    </message>
    <message>
        <source>The directory {identifier} does not answer while its stage is {stage}.</source>
        <translation>ディレクトリ {identifier} は、状態が {stage} の間は応答しません。</translation>
    </message>
    <message>
        <source>Wait until it is active, then rotate again.</source>
        <translation>アクティブになってから、もう一度実行してください。</translation>
    </message>
    <message>
        <source>The stage of the directory {identifier} is {stage}; AWS decides whether it resets.</source>
        <translation>ディレクトリ {identifier} の状態は {stage} です。リセットできるかどうかは AWS が判断します。</translation>
    </message>
    <message>
        <source>AWS knows no user {login} in the directory {identifier}. Correct the login in the record.</source>
        <translation>ディレクトリ {identifier} にユーザー {login} はありません。レコードのログインを修正してください。</translation>
    </message>
    <message>
        <source>The directory {identifier} refuses this password for {login}: it does not meet its password policy.</source>
        <translation>ディレクトリ {identifier} は {login} のこのパスワードを拒否しました。パスワードポリシーを満たしていません。</translation>
    </message>
    <message>
        <source>AWS resets no passwords in a directory of the type of {identifier}. Take the directory ID out of the record, so that they are changed over LDAPS.</source>
        <translation>AWS は {identifier} の種類のディレクトリではパスワードをリセットしません。レコードからディレクトリ ID を削除すると、LDAPS で変更します。</translation>
    </message>
    <message>
        <source>AWS knows no directory {identifier} in {region}. Correct the directory ID or the region in the record.</source>
        <translation>{region} にディレクトリ {identifier} はありません。レコードのディレクトリ ID またはリージョンを修正してください。</translation>
    </message>
    <message>
        <source>AWS refuses to reset the password of {login}: in the directory {identifier} it resets those of users in the organizational unit that it made for the customer, and of no users that it reserves.</source>
        <translation>AWS は {login} のパスワードのリセットを拒否しました。ディレクトリ {identifier} では、お客様用の組織単位のユーザーだけをリセットし、AWS が予約するユーザーはリセットしません。</translation>
    </message>
    <message>
        <source>The sign-in to AWS is not allowed ds:ResetUserPassword on the directory {identifier}. An administrator of AWS must allow it.</source>
        <translation>AWS へのサインインには、ディレクトリ {identifier} に対する ds:ResetUserPassword が許可されていません。AWS の管理者による許可が必要です。</translation>
    </message>
    <message>
        <source>AWS takes no such user name or password for {login} in the directory {identifier}.</source>
        <translation>AWS はディレクトリ {identifier} の {login} に、このユーザー名またはパスワードを受け付けません。</translation>
    </message>
    <message>
        <source>{title} belongs to no directory of AWS. Nothing was sent.</source>
        <translation>{title} は AWS のディレクトリに属していません。何も送信していません。</translation>
    </message>
    <message>
        <source>AWS takes no user name of more than 64 characters or with one of \ &quot; / [ ] : ; | = , + * ? &lt; &gt; @ in it, as {title} has. Nothing was sent.</source>
        <translation>AWS は 64 文字を超えるユーザー名や、\ &quot; / [ ] : ; | = , + * ? &lt; &gt; @ を含むユーザー名を受け付けません ({title})。何も送信していません。</translation>
    </message>
    <message>
        <source>AWS says that the directory {resource_name} is not available, and not whether it reset the password of {name}.</source>
        <translation>AWS はディレクトリ {resource_name} を利用できないと答え、{name} のパスワードをリセットしたかどうかは示していません。</translation>
    </message>
    <message>
        <source>describe the directory {identifier}</source>
        <translation>ディレクトリ {identifier} の照会</translation>
    </message>
    <message>
        <source>reset the password of {name}</source>
        <translation>{name} のパスワードのリセット</translation>
    </message>
    <message>
        <source>{action} DirectoryId={identifier} UserName={name} NewPassword=***</source>
        <translation>{action} DirectoryId={identifier} UserName={name} NewPassword=***</translation>
    </message>
    <message>
        <source>The domain controller behind {title} does not show a new password of {login} yet.</source>
        <translation>{title} のドメインコントローラーには、{login} の新しいパスワードがまだ反映されていません。</translation>
    </message>
    <message>
        <source>AWS resets by user names, and nobody could look up which one {login} has. Enter the user name as the login of the record.</source>
        <translation>AWS はユーザー名でリセットしますが、{login} のユーザー名を調べられませんでした。レコードのログインにユーザー名を入力してください。</translation>
    </message>
    <message>
        <source>the present password does not let it in</source>
        <translation>現在のパスワードではサインインできません</translation>
    </message>
    <message>
        <source>there is nobody to ask</source>
        <translation>照会できるアカウントがありません</translation>
    </message>
    <message>
        <source>/etc/shadow of {host} holds another password of {login}.</source>
        <translation>{host} の /etc/shadow にある {login} のパスワードは別のものです。</translation>
    </message>
    <message>
        <source>The password of {login} is locked on {host}: which one it is cannot be told.</source>
        <translation>{host} で {login} のパスワードはロックされているため、どのパスワードか確認できません。</translation>
    </message>
    <message>
        <source>Oracle user</source>
        <translation>Oracle ユーザー</translation>
    </message>
    <message>
        <source>Oracle: Database Security Guide, minimum requirements for passwords; SQL Language Reference, CREATE USER</source>
        <translation>Oracle: Database Security Guide, minimum requirements for passwords; SQL Language Reference, CREATE USER</translation>
    </message>
    <message>
        <source>Change the password of {name} to {mask} by the protocol&apos;s own call, beside its present one ({mask2}).</source>
        <translation>現在のパスワード ({mask2}) を添えて、プロトコルの専用呼び出しで {name} のパスワードを {mask} に変更します。</translation>
    </message>
    <message>
        <source>{server} refuses the password of {login}, or has no such user.</source>
        <translation>{server} は {login} のパスワードを拒否したか、そのユーザーがありません。</translation>
    </message>
    <message>
        <source>{login} lacks CREATE SESSION on {server}.</source>
        <translation>{login} には {server} の CREATE SESSION 権限がありません。</translation>
    </message>
    <message>
        <source>{server} lets {login} in only as SYSDBA.</source>
        <translation>{server} は {login} を SYSDBA としてのみ受け入れます。</translation>
    </message>
    <message>
        <source>{server} and this driver know no common way to sign in.</source>
        <translation>{server} とこのドライバーに共通の認証方式がありません。</translation>
    </message>
    <message>
        <source>{server} refuses {login} the privilege it signs in with.</source>
        <translation>{server} は {login} がサインインに使う権限を拒否しました。</translation>
    </message>
    <message>
        <source>{login} has as many sessions on {server} as its profile allows.</source>
        <translation>{login} は {server} で、プロファイルが許すセッション数に達しています。</translation>
    </message>
    <message>
        <source>The listener of {server} knows no service of the name in the record. An administrator must correct it, or write SID: before the name of an instance.</source>
        <translation>{server} のリスナーに、レコードの名前のサービスはありません。管理者が修正するか、インスタンス名なら前に SID: を付けてください。</translation>
    </message>
    <message>
        <source>The listener of {server} knows no SID of the name in the record. An administrator must correct it, or leave SID: out where it is a service.</source>
        <translation>{server} のリスナーに、レコードの名前の SID はありません。管理者が修正するか、サービス名なら SID: を外してください。</translation>
    </message>
    <message>
        <source>{server} does not know the name in the record.</source>
        <translation>{server} はレコードの名前を解決できません。</translation>
    </message>
    <message>
        <source>{server} demands Oracle&apos;s own network encryption, which this driver does not have beside TLS.</source>
        <translation>{server} は Oracle 独自のネットワーク暗号化を要求していますが、このドライバーは TLS 以外に対応していません。</translation>
    </message>
    <message>
        <source>{server} turns on Oracle&apos;s own network encryption inside TLS, which cannot be both.</source>
        <translation>{server} は TLS の中で Oracle 独自のネットワーク暗号化を有効にしていますが、併用はできません。</translation>
    </message>
    <message>
        <source>{server} is older than Oracle 12.1, which this driver does not reach.</source>
        <translation>{server} は Oracle 12.1 より古く、このドライバーでは接続できません。</translation>
    </message>
    <message>
        <source>{server} keeps the password of {login} only in the form of Oracle 10g, which this driver does not know.</source>
        <translation>{server} は {login} のパスワードを Oracle 10g 形式でのみ保持しており、このドライバーは対応していません。</translation>
    </message>
    <message>
        <source>{server} has a character set that this driver does not know.</source>
        <translation>{server} の文字セットにこのドライバーは対応していません。</translation>
    </message>
    <message>
        <source>{server} has no listener at {place}. An administrator of the network must look.</source>
        <translation>{server} のリスナーが {place} にありません。ネットワーク管理者の確認が必要です。</translation>
    </message>
    <message>
        <source>The host of {server} is not known here. An administrator must correct the record.</source>
        <translation>{server} のホスト名を解決できません。管理者がレコードを修正してください。</translation>
    </message>
    <message>
        <source>{server} does not answer at {place}. An administrator of the network must look.</source>
        <translation>{server} が {place} で応答しません。ネットワーク管理者の確認が必要です。</translation>
    </message>
    <message>
        <source>The listener of {server} has no free connection.</source>
        <translation>{server} のリスナーに空きの接続がありません。</translation>
    </message>
    <message>
        <source>{server} takes only its administrators now.</source>
        <translation>{server} は現在、管理者の接続だけを受け付けています。</translation>
    </message>
    <message>
        <source>{server} is starting or stopping.</source>
        <translation>{server} は起動中または停止中です。</translation>
    </message>
    <message>
        <source>The database of {server} is not running.</source>
        <translation>{server} のデータベースが動作していません。</translation>
    </message>
    <message>
        <source>{server} is being shut down.</source>
        <translation>{server} はシャットダウン中です。</translation>
    </message>
    <message>
        <source>The password is right; {login} lacks CREATE SESSION on {server}.</source>
        <translation>パスワードは正しいですが、{login} には {server} の CREATE SESSION 権限がありません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: the verify function of its profile does not take it.</source>
        <translation>{server} は {login} のこのパスワードを拒否しました。プロファイルの検証関数を満たしていません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: its mandatory profile does not take it.</source>
        <translation>{server} は {login} のこのパスワードを拒否しました。必須プロファイルを満たしていません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it is missing or invalid.</source>
        <translation>{server} は {login} のこのパスワードを拒否しました。空か無効です。</translation>
    </message>
    <message>
        <source>The present password of {login} that is kept is wrong on {server}.</source>
        <translation>保存されている {login} の現在のパスワードは {server} で正しくありません。</translation>
    </message>
    <message>
        <source>{server} asks for the present password of {login} beside the new one. Let {login2} change its own password.</source>
        <translation>{server} は新しいパスワードとともに {login} の現在のパスワードを求めています。{login2} 自身に変更させてください。</translation>
    </message>
    <message>
        <source>{server} has no user {login}.</source>
        <translation>{server} にユーザー {login} はありません。</translation>
    </message>
    <message>
        <source>{server} does not take {login} for the name of a user.</source>
        <translation>{server} は {login} をユーザー名として受け付けません。</translation>
    </message>
    <message>
        <source>{server} has no password file that takes the password of {login}.</source>
        <translation>{server} に {login} のパスワードを受け付けるパスワードファイルがありません。</translation>
    </message>
    <message>
        <source>{login} is a common user of {server}, and is changed only in the root container.</source>
        <translation>{login} は {server} の共通ユーザーで、ルートコンテナーでのみ変更できます。</translation>
    </message>
    <message>
        <source>{server} is open for reading only.</source>
        <translation>{server} は読み取り専用で開かれています。</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>timed out</translation>
    </message>
    <message>
        <source>{title} has no user {name}, or does not show it to who asks.</source>
        <translation>{title} にユーザー {name} がないか、照会者に表示されません。</translation>
    </message>
    <message>
        <source>{name} on {title} signs in by another way than a password ({authentication}): Oracle keeps none of it. Rotate it where its password is kept.</source>
        <translation>{title} の {name} はパスワード以外の方式 ({authentication}) でサインインするため、Oracle にパスワードがありません。パスワードの保存先でローテーションしてください。</translation>
    </message>
    <message>
        <source>{title} has no user {name}, but one that is written &quot;{near}&quot;. Enter the login in double quotes as it is written.</source>
        <translation>{title} にユーザー {name} はありませんが、&quot;{near}&quot; があります。ログインを二重引用符付きでそのとおりに入力してください。</translation>
    </message>
    <message>
        <source>Oracle with {function}</source>
        <translation>Oracle ({function})</translation>
    </message>
    <message>
        <source>The password of {name} has expired on {title}; the change ends that.</source>
        <translation>{title} の {name} のパスワードは期限切れです。変更すると解消します。</translation>
    </message>
    <message>
        <source>The password of {login} has expired on {title}; it is changed within the sign-in itself.</source>
        <translation>{title} の {login} のパスワードは期限切れです。サインインの中で変更します。</translation>
    </message>
    <message>
        <source>The password of {name} expires soon on {title}; the change ends that.</source>
        <translation>{title} の {name} のパスワードはまもなく期限切れになります。変更すると解消します。</translation>
    </message>
    <message>
        <source>Whether {name} is locked could not be read from {title}, nor its profile.</source>
        <translation>{title} で {name} のロック状態とプロファイルを読み取れませんでした。</translation>
    </message>
    <message>
        <source>{title} checks a password of {name} with its own function {function}, whose rules are not known here.</source>
        <translation>{title} は {name} のパスワードを独自の関数 {function} で検証します。その規則はわかりません。</translation>
    </message>
    <message>
        <source>Where it refuses a password, set a complexity that it takes.</source>
        <translation>拒否された場合は、受け入れられる複雑さを設定してください。</translation>
    </message>
    <message>
        <source>{lockout_threshold} wrong passwords lock {name} on {title} (PASSWORD_LOCK_TIME {days}).</source>
        <translation>{title} の {name} は、パスワードを {lockout_threshold} 回間違えるとロックされます (PASSWORD_LOCK_TIME {days})。</translation>
    </message>
    <message>
        <source>By its profile the old password of {name} goes on letting in for a time (PASSWORD_ROLLOVER_TIME).</source>
        <translation>プロファイルの設定により、{name} の古いパスワードはしばらく使えます (PASSWORD_ROLLOVER_TIME)。</translation>
    </message>
    <message>
        <source>{name} is a common user of {title}, and {name2} is not the root container.</source>
        <translation>{name} は {title} の共通ユーザーですが、{name2} はルートコンテナーではありません。</translation>
    </message>
    <message>
        <source>Enter the service of the root container as the database of the record.</source>
        <translation>レコードのデータベースにルートコンテナーのサービスを入力してください。</translation>
    </message>
    <message>
        <source>{name} is locked on {title} after too many wrong passwords, and a new password would not unlock it.</source>
        <translation>{name} はパスワードの誤りが続いたため {title} でロックされており、新しいパスワードでは解除されません。</translation>
    </message>
    <message>
        <source>{title} keeps the password of {name} only in the form of Oracle 10g, in which nothing can be proved; the new one is kept in a form of today where the server allows it.</source>
        <translation>{title} は {name} のパスワードを Oracle 10g 形式でのみ保持しており、確認できません。サーバーが許せば、新しいパスワードは現在の形式で保持されます。</translation>
    </message>
    <message>
        <source>{login} signed in to {title}, which says that the password expires soon.</source>
        <translation>{login} は {title} にサインインしました。パスワードはまもなく期限切れになります。</translation>
    </message>
    <message>
        <source>ALTER SYSTEM KILL SESSION &apos;{session_id},{serial},@{instance}&apos; IMMEDIATE</source>
        <translation>ALTER SYSTEM KILL SESSION &apos;{session_id},{serial},@{instance}&apos; IMMEDIATE</translation>
    </message>
    <message>
        <source>{title} ({place}) ended the TLS handshake, and a password is never sent without TLS. Nothing was sent. An administrator must enter the port of its TCPS listener, usually 2484.</source>
        <translation>{title} ({place}) が TLS ハンドシェイクを終了しました。TLS なしでパスワードを送ることはありません。何も送信していません。管理者が TCPS リスナーのポート (通常 2484) を入力してください。</translation>
    </message>
    <message>
        <source>{title} ({place}) {reason}. An administrator of the network must look.</source>
        <translation>{title} ({place}) {reason}。ネットワーク管理者の確認が必要です。</translation>
    </message>
    <message>
        <source>The login of {title} is no name of an Oracle user (1 to {longest_name} bytes, no double quote). Nothing was sent.</source>
        <translation>{title} のログインは Oracle のユーザー名として使えません (1 ～ {longest_name} バイト、二重引用符なし)。何も送信していません。</translation>
    </message>
    <message>
        <source>{title} is SYS, whose password is kept in a file of every instance. Nothing was sent. Change it there with orapwd.</source>
        <translation>{title} は SYS です。パスワードは各インスタンスのファイルに保存されます。何も送信していません。orapwd で変更してください。</translation>
    </message>
    <message>
        <source>The login of {title} is longer than {longest_name_before} bytes. Nothing was sent.</source>
        <translation>{title} のログインは {longest_name_before} バイトを超えています。何も送信していません。</translation>
    </message>
    <message>
        <source>This version of Oracle takes no password of more than {longest} bytes. Nothing was sent for {title}.</source>
        <translation>このバージョンの Oracle は {longest} バイトを超えるパスワードを受け付けません。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>{title} names no service of Oracle. Nothing was sent. An administrator must enter it as the database of the record, or SID: and the name of an instance.</source>
        <translation>{title} に Oracle のサービス名がありません。何も送信していません。管理者がレコードのデータベースに入力するか、SID: とインスタンス名を入力してください。</translation>
    </message>
    <message>
        <source>Oracle is given no password with a double quote, a control character or a letter beyond ASCII. Nothing was sent for {title}.</source>
        <translation>Oracle には、二重引用符、制御文字、ASCII 以外の文字を含むパスワードは設定しません。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>{login} cannot have this password: Oracle was never given one of this kind.</source>
        <translation>{login} がこのパスワードであることはありません。この種類のパスワードは Oracle に設定しません。</translation>
    </message>
    <message>
        <source>Sign {login} in and change its expired password to {mask} with it.</source>
        <translation>{login} でサインインし、その中で期限切れのパスワードを {mask} に変更します。</translation>
    </message>
    <message>
        <source>the connection was cut</source>
        <translation>接続が切断されました</translation>
    </message>
    <message>
        <source>the handshake was ended</source>
        <translation>ハンドシェイクが終了しました</translation>
    </message>
    <message>
        <source>Where a database is a member of a cluster, enter the cluster&apos;s own name as its database ID: RDS is asked for the cluster by that name.</source>
        <translation>データベースがクラスターのメンバーである場合は、データベース ID にクラスター自身の名前を入力してください。RDS にはその名前でクラスターを問い合わせます。</translation>
    </message>
    <message>
        <source>chpasswd: {login}:***</source>
        <translation>chpasswd: {login}:***</translation>
    </message>
    <message>
        <source>/etc/shadow of {host} holds this password.</source>
        <translation>{host} の /etc/shadow にこのパスワードがあります。</translation>
    </message>
    <message>
        <source>Systems Manager does not manage {resource_name} in {region}: it is stopped, runs no agent, or its instance profile does not allow it.</source>
        <translation>{region} の {resource_name} は Systems Manager の管理対象ではありません。停止中か、エージェントがないか、インスタンスプロファイルで許可されていません。</translation>
    </message>
    <message>
        <source>{title} belongs to no machine with an instance ID and a region. Nothing was sent.</source>
        <translation>{title} は、インスタンス ID とリージョンのあるマシンに属していません。何も送信していません。</translation>
    </message>
    <message>
        <source>The agent of {title} did not take the command: it is not connected to Systems Manager.</source>
        <translation>{title} のエージェントがコマンドを受け取りませんでした。Systems Manager に接続していません。</translation>
    </message>
    <message>
        <source>run a command on {resource_name}</source>
        <translation>{resource_name} でのコマンドの実行</translation>
    </message>
    <message>
        <source>Systems Manager did not say what became of a command on {title}.</source>
        <translation>{title} でのコマンドの結果を Systems Manager から確認できませんでした。</translation>
    </message>
    <message>
        <source>list the commands of {resource_name}</source>
        <translation>{resource_name} のコマンドの一覧表示</translation>
    </message>
    <message>
        <source>say what a command on {title} did</source>
        <translation>{title} でのコマンドの結果の取得</translation>
    </message>
    <message>
        <source>A password that goes through Systems Manager holds at most {longest} bytes. Nothing was sent for {title}.</source>
        <translation>Systems Manager 経由のパスワードは最大 {longest} バイトです。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>{host} could not make a key for the new password. Nothing was sent.</source>
        <translation>{host} で新しいパスワード用の鍵を作成できませんでした。何も送信していません。</translation>
    </message>
    <message>
        <source>The agent of {title} is connected to Systems Manager.</source>
        <translation>{title} のエージェントは Systems Manager に接続しています。</translation>
    </message>
    <message>
        <source>{resource_name} runs {value}; the record of {title} says otherwise.</source>
        <translation>{resource_name} の OS は {value} で、{title} のレコードと異なります。</translation>
    </message>
    <message>
        <source>Correct the operating system in the machine&apos;s record.</source>
        <translation>マシンのレコードのオペレーティングシステムを修正してください。</translation>
    </message>
    <message>
        <source>The agent of {title} is not connected to Systems Manager.</source>
        <translation>{title} のエージェントは Systems Manager に接続していません。</translation>
    </message>
    <message>
        <source>An administrator must look at the instance and at its way to Systems Manager.</source>
        <translation>管理者がインスタンスと Systems Manager への経路を確認する必要があります。</translation>
    </message>
    <message>
        <source>tell of {resource_name}</source>
        <translation>{resource_name} の情報の取得</translation>
    </message>
    <message>
        <source>Systems Manager does not tell whether {title} is connected.</source>
        <translation>{title} が接続しているかどうかを Systems Manager から確認できません。</translation>
    </message>
    <message>
        <source>Allow ssm:DescribeInstanceInformation to the sign-in.</source>
        <translation>サインインに ssm:DescribeInstanceInformation を許可してください。</translation>
    </message>
    <message>
        <source>Linux user&apos;s password, by AWS Systems Manager</source>
        <translation>Linux ユーザーのパスワード（AWS Systems Manager 経由）</translation>
    </message>
    <message>
        <source>Compare the new password with the hash in /etc/shadow, on the host itself.</source>
        <translation>新しいパスワードをホスト上で /etc/shadow のハッシュと照合します。</translation>
    </message>
    <message>
        <source>{host} could not open the envelope of the new password of {login}.</source>
        <translation>{host} で {login} の新しいパスワードを復号できませんでした。</translation>
    </message>
    <message>
        <source>The agent of {host} does not run commands as root.</source>
        <translation>{host} のエージェントは root としてコマンドを実行していません。</translation>
    </message>
    <message>
        <source>An administrator must look at the agent&apos;s service on the host.</source>
        <translation>管理者がホスト上のエージェントのサービスを確認する必要があります。</translation>
    </message>
    <message>
        <source>{host} has no program {name}, which a password&apos;s way through Systems Manager needs.</source>
        <translation>Systems Manager 経由でパスワードを送るために必要なプログラム {name} が {host} にありません。</translation>
    </message>
    <message>
        <source>Install {name} there, or choose another way to connect.</source>
        <translation>{name} をインストールするか、別の接続方法を選んでください。</translation>
    </message>
    <message>
        <source>A new password is compared with /etc/shadow of {host}.</source>
        <translation>新しいパスワードは {host} の /etc/shadow と照合します。</translation>
    </message>
    <message>
        <source>{title} did not say whether this is the password of {login}.</source>
        <translation>これが {login} のパスワードかどうかを {title} から確認できませんでした。</translation>
    </message>
    <message>
        <source>the account is disabled</source>
        <translation>アカウントは無効です</translation>
    </message>
    <message>
        <source>the account has expired</source>
        <translation>アカウントは期限切れです</translation>
    </message>
    <message>
        <source>Windows asks for a new one at the next sign-in</source>
        <translation>次回のサインインで変更が必要です</translation>
    </message>
    <message>
        <source>Windows restricts the account</source>
        <translation>Windows がアカウントを制限しています</translation>
    </message>
    <message>
        <source>the account may not sign in at this time</source>
        <translation>この時間帯はサインインできません</translation>
    </message>
    <message>
        <source>the account may not sign in to this host</source>
        <translation>このホストにはサインインできません</translation>
    </message>
    <message>
        <source>the account may not sign in over the network</source>
        <translation>ネットワーク経由ではサインインできません</translation>
    </message>
    <message>
        <source>{host} did not say whether this is the password of {login} (code {code}).</source>
        <translation>これが {login} のパスワードかどうかを {host} から確認できませんでした（コード {code}）。</translation>
    </message>
    <message>
        <source>{host} refuses the password of {login}.</source>
        <translation>{host} が {login} のパスワードを拒否しました。</translation>
    </message>
    <message>
        <source>{login} is locked on {host}: whether this is its password cannot be told.</source>
        <translation>{login} は {host} でロックされているため、このパスワードが正しいか確認できません。</translation>
    </message>
    <message>
        <source>The login of {title} is no name of a local Windows user (1 to {longest} characters, none of {text}, no computer in front). Nothing was sent.</source>
        <translation>{title} のログインは Windows のローカルユーザー名ではありません（1 ～ {longest} 文字、{text} は不可、先頭にコンピューター名は不可）。何も送信していません。</translation>
    </message>
    <message>
        <source>A password on Windows holds at most {longest_password} characters. Nothing was sent for {title}.</source>
        <translation>Windows のパスワードは最大 {longest_password} 文字です。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>{login} signed in on {host}.</source>
        <translation>{login} は {host} でサインインしました。</translation>
    </message>
    <message>
        <source>The password is right; {why} ({login} on {host}).</source>
        <translation>パスワードは正しいですが、サインインできません: {why}（{host} の {login}）。</translation>
    </message>
    <message>
        <source>{host} refuses this password for {login} (length, complexity or history).</source>
        <translation>{host} は {login} のこのパスワードを拒否しました（長さ、複雑さ、または履歴）。</translation>
    </message>
    <message>
        <source>{host} has no local user {login}.</source>
        <translation>{host} にローカルユーザー {login} は存在しません。</translation>
    </message>
    <message>
        <source>{host} does not allow the administrator to change the password of {login}.</source>
        <translation>{host} では管理者による {login} のパスワードの変更が許可されていません。</translation>
    </message>
    <message>
        <source>{host} has no Set-LocalUser: its PowerShell is older than 5.1.</source>
        <translation>{host} に Set-LocalUser がありません。PowerShell が 5.1 より前です。</translation>
    </message>
    <message>
        <source>{host} refuses this password for {login} (length, complexity, history or age).</source>
        <translation>{host} は {login} のこのパスワードを拒否しました（長さ、複雑さ、履歴、または変更間隔）。</translation>
    </message>
    <message>
        <source>{host} does not let {login} change its password (code {code}).</source>
        <translation>{host} では {login} によるパスワードの変更が許可されていません（コード {code}）。</translation>
    </message>
    <message>
        <source>password not required</source>
        <translation>パスワード不要</translation>
    </message>
    <message>
        <source>may not change its password</source>
        <translation>パスワードの変更禁止</translation>
    </message>
    <message>
        <source>password never expires</source>
        <translation>パスワードの無期限</translation>
    </message>
    <message>
        <source>{login} is a local user of {host}.</source>
        <translation>{login} は {host} のローカルユーザーです。</translation>
    </message>
    <message>
        <source>{host} is a domain controller: it has no local users.</source>
        <translation>{host} はドメインコントローラーのため、ローカルユーザーがありません。</translation>
    </message>
    <message>
        <source>Link the account to its directory, and rotate it there.</source>
        <translation>アカウントをディレクトリにリンクし、そこでローテーションしてください。</translation>
    </message>
    <message>
        <source>PowerShell on {host} is restricted for {admin} (its language mode): a new password could not be proved.</source>
        <translation>{host} の PowerShell は {admin} に対して制限されているため（言語モード）、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>Allow the full language to the administrator, or choose another one.</source>
        <translation>管理者に FullLanguage を許可するか、別の管理者を選んでください。</translation>
    </message>
    <message>
        <source>{admin} is an administrator of {host}.</source>
        <translation>{admin} は {host} の管理者です。</translation>
    </message>
    <message>
        <source>{admin} is no administrator of {host}, or signs in there without its rights.</source>
        <translation>{admin} は {host} の管理者ではないか、管理者権限なしでサインインしています。</translation>
    </message>
    <message>
        <source>Link a member of the group Administrators. Of a local one, Windows takes the rights away over the network unless LocalAccountTokenFilterPolicy is 1.</source>
        <translation>Administrators グループのメンバーをリンクしてください。ローカルのメンバーは、LocalAccountTokenFilterPolicy が 1 でない限りネットワーク経由では権限を失います。</translation>
    </message>
    <message>
        <source>The password of {login} is not kept by {host} itself ({value}).</source>
        <translation>{login} のパスワードは {host} 自体で管理されていません（{value}）。</translation>
    </message>
    <message>
        <source>Rotate it where it is kept.</source>
        <translation>管理されている場所でローテーションしてください。</translation>
    </message>
    <message>
        <source>LAPS manages the password of {login} on {host} (its policy in {path}), and would change it again.</source>
        <translation>{host} の {login} のパスワードは LAPS が管理しており（ポリシー: {path}）、再び変更されます。</translation>
    </message>
    <message>
        <source>Take the account out of the rotation, or out of the policy of LAPS.</source>
        <translation>アカウントをローテーションまたは LAPS のポリシーから外してください。</translation>
    </message>
    <message>
        <source>{login} is disabled on {host}: a new password is right, and signs nobody in.</source>
        <translation>{login} は {host} で無効です。新しいパスワードが正しくても、サインインできません。</translation>
    </message>
    <message>
        <source>The account {login} has expired on {host}: a new password is right, and signs nobody in.</source>
        <translation>{host} のアカウント {login} は期限切れです。新しいパスワードが正しくても、サインインできません。</translation>
    </message>
    <message>
        <source>{login} is locked on {host} after wrong passwords: a new one could not be proved.</source>
        <translation>{login} は誤ったパスワードのため {host} でロックされており、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>Unlock it on {host}, or wait until Windows does.</source>
        <translation>{host} でロックを解除するか、Windows が解除するまで待ってください。</translation>
    </message>
    <message>
        <source>{login} may not change its own password on {host}.</source>
        <translation>{login} は {host} で自分のパスワードを変更できません。</translation>
    </message>
    <message>
        <source>Link an administrator.</source>
        <translation>管理者をリンクしてください。</translation>
    </message>
    <message>
        <source>What {login} has encrypted on {host} with its own password (saved credentials, EFS) cannot be opened after an administrator has set another one.</source>
        <translation>管理者が別のパスワードを設定すると、{login} が {host} で自分のパスワードで暗号化したもの（保存した資格情報、EFS）は開けなくなります。</translation>
    </message>
    <message>
        <source>Windows local user&apos;s password</source>
        <translation>Windows ローカルユーザーのパスワード</translation>
    </message>
    <message>
        <source>Have Windows itself check the new password, by a sign-in on the host.</source>
        <translation>ホスト上でサインインを行い、Windows 自体に新しいパスワードを確認させます。</translation>
    </message>
    <message>
        <source>Password must meet complexity requirements (Windows security policy)</source>
        <translation>複雑さの要件を満たす必要があるパスワード（Windows のセキュリティポリシー）</translation>
    </message>
    <message>
        <source>{login} signed in on {title}.</source>
        <translation>{login} は {title} でサインインしました。</translation>
    </message>
    <message>
        <source>NetUserChangePassword {login} *** ***</source>
        <translation>NetUserChangePassword {login} *** ***</translation>
    </message>
    <message>
        <source>Set-LocalUser -Name {login} -Password ***</source>
        <translation>Set-LocalUser -Name {login} -Password ***</translation>
    </message>
    <message>
        <source>{title} did not tell {login} of its users.</source>
        <translation>{title} からユーザーの情報を {login} として取得できませんでした。</translation>
    </message>
    <message>
        <source>{title} opened no PowerShell session for {login} (code {code}).</source>
        <translation>{title} で {login} の PowerShell セッションを開始できませんでした（コード {code}）。</translation>
    </message>
    <message>
        <source>{title} lets {login} in, and opens no PowerShell session for it: it is neither in Administrators nor in Remote Management Users.</source>
        <translation>{title} に {login} はサインインできますが、Administrators にも Remote Management Users にも属していないため、PowerShell セッションを開始できません。</translation>
    </message>
    <message>
        <source>{title} opened no PowerShell session for {login}.</source>
        <translation>{title} で {login} の PowerShell セッションを開始できませんでした。</translation>
    </message>
    <message>
        <source>{title} ended the connection while {login} signed in.</source>
        <translation>{login} のサインイン中に {title} が接続を切断しました。</translation>
    </message>
    <message>
        <source>shows no certificate</source>
        <translation>証明書が提示されません</translation>
    </message>
    <message>
        <source>{title} has no WinRM service there (HTTP {status}).</source>
        <translation>{title} のその場所に WinRM サービスがありません（HTTP {status}）。</translation>
    </message>
    <message>
        <source>{title} takes no sign-in by NTLM.</source>
        <translation>{title} は NTLM でのサインインを受け付けません。</translation>
    </message>
    <message>
        <source>{title} does not let {login} in: the password is wrong, or the account is disabled, locked or expired.</source>
        <translation>{title} に {login} でサインインできません。パスワードが誤っているか、アカウントが無効、ロック、または期限切れです。</translation>
    </message>
    <message>
        <source>Until then the old one still lets in to {where}.</source>
        <translation>それまでは {where} に古いものでもサインインできます。</translation>
    </message>
    <message>
        <source>You state that the change of {title} is over: nothing of it runs or waits on {where} any more. PamDesk then believes which password works there; were the change carried out later all the same, the one kept here would no longer work.</source>
        <translation>{title} の変更は終了しており、{where} で実行中または待機中の処理は残っていないと宣言します。以後 PamDesk は、有効なパスワードについてのサーバーの応答を信用します。後から変更が実行された場合、ここに保管されているパスワードは使えなくなります。</translation>
    </message>
    <message>
        <source>Nothing was changed on {where}; the old {noun} still works. Try again makes a new one.</source>
        <translation>{where} では何も変更されていません。以前の{noun}をそのまま使えます。「再試行」で新しいものを作ります。</translation>
    </message>
    <message>
        <source>Either the new or the old {noun} works, and both are kept here. {when}</source>
        <translation>新旧どちらかの{noun}が有効で、両方とも保管されています。{when}</translation>
    </message>
    <message>
        <source>None of the {tried} {noun}s kept here signs in to {where}: somebody changed it outside PamDesk. An administrator must reset it there, or link an admin and rotate again.</source>
        <translation>保管中の {tried} 件の{noun}はどれも {where} にサインインできません。PamDesk の外で変更されています。管理者がリセットするか、管理者をリンクして再実行する必要があります。</translation>
    </message>
    <message>
        <source>{where} did not take the new {noun}, and no earlier one is kept here. An administrator must reset it there, or link an admin and rotate again.</source>
        <translation>{where} は新しい{noun}を受け付けず、以前のものはここに保管されていません。管理者がリセットするか、管理者をリンクして再実行する必要があります。</translation>
    </message>
    <message>
        <source>No record has the id or the title {text}.</source>
        <translation>ID またはタイトルが {text} のレコードはありません。</translation>
    </message>
    <message>
        <source>one of its accounts</source>
        <translation>関連するアカウント</translation>
    </message>
    <message>
        <source>Ask the server again, then erase it.</source>
        <translation>サーバーに確認してから消去してください。</translation>
    </message>
    <message>
        <source>There is no version {version} of this record.</source>
        <translation>このレコードにバージョン {version} はありません。</translation>
    </message>
    <message>
        <source>More than one record has the title {text}.</source>
        <translation>タイトルが {text} のレコードが複数あります。</translation>
    </message>
    <message>
        <source>Use its id instead.</source>
        <translation>ID で指定してください。</translation>
    </message>
    <message>
        <source>No record has the id {record_id}.</source>
        <translation>ID が {record_id} のレコードはありません。</translation>
    </message>
    <message>
        <source>{title} is already in the vault.</source>
        <translation>{title} はすでに保管庫にあります。</translation>
    </message>
    <message>
        <source> by {last}</source>
        <translation>（{last} による）</translation>
    </message>
    <message>
        <source>{title} was changed meanwhile{by}; your change was not saved.</source>
        <translation>{title} は編集中に別の場所で変更されました{by}。変更は保存されていません。</translation>
    </message>
    <message>
        <source>{title} names a folder that is not in this vault.</source>
        <translation>{title} のフォルダーはこの保管庫にありません。</translation>
    </message>
    <message>
        <source>Open it again, then make the change once more.</source>
        <translation>もう一度開いてから、変更し直してください。</translation>
    </message>
    <message>
        <source>{name} was written by a newer version of PamDesk (format {version}.{version2}; this one knows {major}.{minor}). It was not opened and not changed.</source>
        <translation>{name} は新しいバージョンの PamDesk で作成されています（形式 {version}.{version2}、対応形式は {major}.{minor}）。開かれておらず、何も変更されていません。</translation>
    </message>
    <message>
        <source>{name} has no format version: it was not made completely, or it was edited outside PamDesk.</source>
        <translation>{name} に形式のバージョンがありません。作成が完了していないか、PamDesk の外で編集されています。</translation>
    </message>
    <message>
        <source>Install the newer version of PamDesk.</source>
        <translation>新しいバージョンの PamDesk をインストールしてください。</translation>
    </message>
    <message>
        <source>Restore the newest backup.</source>
        <translation>最新のバックアップから復元してください。</translation>
    </message>
    <message>
        <source>The vault holds no such run of a script.</source>
        <translation>保管庫にこのスクリプトの実行記録はありません。</translation>
    </message>
    <message>
        <source>the script {name}</source>
        <translation>スクリプト {name}</translation>
    </message>
    <message>
        <source>The secrets of {what} do not verify: they were damaged, swapped or edited outside PamDesk. Nothing was changed.</source>
        <translation>{what}のシークレットを検証できません。破損したか、すり替えられたか、PamDesk の外で編集されています。何も変更されていません。</translation>
    </message>
    <message>
        <source>a folder whose key is missing</source>
        <translation>鍵のないフォルダー</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>The keychain of this user does not open {name}.</source>
        <translation>このユーザーのキーチェーンでは {name} を開けません。</translation>
    </message>
    <message>
        <source>, or give the recovery kit in its place</source>
        <translation>、または代わりに復旧キットを使ってください</translation>
    </message>
    <message>
        <source>This password does not open {name}.</source>
        <translation>このパスワードでは {name} を開けません。</translation>
    </message>
    <message>
        <source>the change of password</source>
        <translation>パスワードの変更</translation>
    </message>
    <message>
        <source>the recovery kit</source>
        <translation>復旧キットの変更</translation>
    </message>
    <message>
        <source>the keychain&apos;s key</source>
        <translation>キーチェーンの鍵の変更</translation>
    </message>
    <message>
        <source>Unlock with the password.</source>
        <translation>パスワードでロックを解除してください。</translation>
    </message>
    <message>
        <source>Check the keyboard&apos;s language and Caps Lock{other}.</source>
        <translation>キーボードの言語と Caps Lock を確認してください{other}。</translation>
    </message>
    <message>
        <source>The new password is empty.</source>
        <translation>新しいパスワードが空です。</translation>
    </message>
    <message>
        <source>This system has no keychain that PamDesk can use. Nothing was changed.</source>
        <translation>このシステムには、PamDesk が使えるキーチェーンがありません。何も変更されていません。</translation>
    </message>
    <message>
        <source>On Linux, install and unlock a Secret Service (GNOME Keyring, KWallet).</source>
        <translation>Linux では、Secret Service（GNOME Keyring、KWallet）をインストールしてロックを解除してください。</translation>
    </message>
    <message>
        <source>{name} in {name2} is damaged: it does not verify with the vault&apos;s key. It was left as it is.</source>
        <translation>{name2} の {name} が壊れています。保管庫の鍵で検証できません。そのまま残してあります。</translation>
    </message>
    <message>
        <source>The disk that holds {name} is full. Nothing was written; what the vault holds is unchanged.</source>
        <translation>{name} のディスクがいっぱいです。何も書き込まれておらず、保管庫の内容は変わっていません。</translation>
    </message>
    <message>
        <source>{name} cannot be written to: the disk or the folder is read-only. Nothing was written.</source>
        <translation>{name} に書き込めません。ディスクまたはフォルダーが読み取り専用です。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>Another program has been writing to {name} for {busy_seconds} seconds. Nothing was written.</source>
        <translation>別のプログラムが {busy_seconds} 秒間 {name} に書き込み続けています。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>{name} in {name2} cannot be opened: it is missing, or this user may not read it.</source>
        <translation>{name2} の {name} を開けません。存在しないか、このユーザーに読み取りの権限がありません。</translation>
    </message>
    <message>
        <source>The disk that holds {name} did not take the write. Nothing was written.</source>
        <translation>{name} のディスクに書き込めませんでした。何も書き込まれていません。</translation>
    </message>
    <message>
        <source>Restore the newest backup from {name}/backups.</source>
        <translation>{name}/backups の最新のバックアップから復元してください。</translation>
    </message>
    <message>
        <source>Make the folder writable for this user, or open a copy.</source>
        <translation>このユーザーがフォルダーに書き込めるようにするか、コピーを開いてください。</translation>
    </message>
    <message>
        <source>Look for a full or failing disk, or a limit on the size of files, then try again.</source>
        <translation>ディスクの空き容量、故障、ファイルサイズの制限を確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>{name} is locked.</source>
        <translation>{name} はロックされています。</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>ロックを解除してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>this account</source>
        <translation>このアカウント</translation>
    </message>
    <message>
        <source>the upgrade</source>
        <translation>アップグレード</translation>
    </message>
    <message>
        <source>{file} and {database} in {name} belong to different vaults. Nothing was changed.</source>
        <translation>{name} の {file} と {database} は別々の保管庫のものです。何も変更されていません。</translation>
    </message>
    <message>
        <source>The password is empty.</source>
        <translation>パスワードが空です。</translation>
    </message>
    <message>
        <source>{name} exists already and is not empty. Nothing was changed.</source>
        <translation>{name} はすでにあり、空ではありません。何も変更されていません。</translation>
    </message>
    <message>
        <source>There is no vault at {path}.</source>
        <translation>{path} に保管庫はありません。</translation>
    </message>
    <message>
        <source>{database} is missing in {name}.</source>
        <translation>{name} に {database} がありません。</translation>
    </message>
    <message>
        <source>Put the file back that belongs to it, or restore a backup.</source>
        <translation>正しいファイルを元に戻すか、バックアップから復元してください。</translation>
    </message>
    <message>
        <source>The owner&apos;s key in {name} does not verify. It was left as it is.</source>
        <translation>{name} の所有者の鍵を検証できません。そのまま残してあります。</translation>
    </message>
    <message>
        <source>This version cannot change a secret of the kind {what}.</source>
        <translation>このバージョンでは、種類が {what} のシークレットを変更できません。</translation>
    </message>
    <message>
        <source>This version has no target named {key}.</source>
        <translation>このバージョンにターゲット {key} はありません。</translation>
    </message>
    <message>
        <source>Active Directory user</source>
        <translation>Active Directory のユーザー</translation>
    </message>
    <message>
        <source>Active Directory</source>
        <translation>Active Directory</translation>
    </message>
    <message>
        <source>{login} may not sign in at this hour</source>
        <translation>{login} はこの時間帯にサインインできません</translation>
    </message>
    <message>
        <source>{login} may sign in from certain machines only</source>
        <translation>{login} は特定のコンピューターからのみサインインできます</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>有効期限が切れています</translation>
    </message>
    <message>
        <source>{login} is disabled</source>
        <translation>{login} は無効です</translation>
    </message>
    <message>
        <source>{login} has expired</source>
        <translation>{login} は期限切れです</translation>
    </message>
    <message>
        <source>{login} must change it at the next sign-in</source>
        <translation>{login} は次回のサインイン時に変更する必要があります</translation>
    </message>
    <message>
        <source>{server} does not hold {login} itself. Enter a domain controller of its domain in the record.</source>
        <translation>{server} は {login} を直接保持していません。レコードに、所属するドメインのドメインコントローラーを入力してください。</translation>
    </message>
    <message>
        <source>{server} wants an encrypted connection before it changes {login}.</source>
        <translation>{server} は {login} の変更に、暗号化された接続を求めています。</translation>
    </message>
    <message>
        <source>{server} is unwilling to change the password of {login}.</source>
        <translation>{server} は {login} のパスワードを変更しません。</translation>
    </message>
    <message>
        <source>{server} did not judge the sign-in of {login} ({code}).</source>
        <translation>{server} が {login} のサインインの可否を返しませんでした（{code}）。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: its length, complexity, history or least age.</source>
        <translation>{server} が {login} のこのパスワードを拒否しています（長さ、複雑さ、履歴、または変更禁止期間）。</translation>
    </message>
    <message>
        <source>{server} takes passwords over an encrypted connection only.</source>
        <translation>{server} は暗号化された接続でのみパスワードを受け付けます。</translation>
    </message>
    <message>
        <source>{server} refuses this password of {login}, or has no such account.</source>
        <translation>{server} が {login} のこのパスワードを拒否しているか、アカウントがありません。</translation>
    </message>
    <message>
        <source>{server} lets nobody in as {login}, whatever the password: the account is locked.</source>
        <translation>アカウントがロックされているため、{server} ではどのパスワードでも {login} としてサインインできません。</translation>
    </message>
    <message>
        <source>The password is right; {reason} on {server}.</source>
        <translation>パスワードは正しいですが、{server} で{reason}。</translation>
    </message>
    <message>
        <source>{title} is no domain controller of Active Directory. Correct the directory&apos;s type in the record.</source>
        <translation>{title} は Active Directory のドメインコントローラーではありません。レコードでディレクトリの種類を修正してください。</translation>
    </message>
    <message>
        <source>a read-only domain controller</source>
        <translation>読み取り専用ドメインコントローラー</translation>
    </message>
    <message>
        <source>the global catalogue</source>
        <translation>グローバルカタログ</translation>
    </message>
    <message>
        <source>{title} is {what}, where nothing can be changed. Enter a writable domain controller and its port 636 in the record.</source>
        <translation>{title} は{what}のため、変更できません。レコードに書き込み可能なドメインコントローラーとポート 636 を入力してください。</translation>
    </message>
    <message>
        <source>{title} is a domain controller of {domain_of}, but its record says {domain}. An administrator must correct the one or the other.</source>
        <translation>{title} は {domain_of} のドメインコントローラーですが、レコードでは {domain} です。管理者がどちらかを修正する必要があります。</translation>
    </message>
    <message>
        <source>{title} is a domain controller of {domain_of}, not of {domain}. Correct the login in the record.</source>
        <translation>{title} は {domain} ではなく {domain_of} のドメインコントローラーです。レコードのログイン名を修正してください。</translation>
    </message>
    <message>
        <source>{dn} is the account {text} on {title}, not {login}. Correct the login or the distinguished name in the record.</source>
        <translation>{title} の {dn} は {login} ではなく {text} のアカウントです。レコードのログイン名か識別名を修正してください。</translation>
    </message>
    <message>
        <source>For an hour the domain may go on letting the former password in; the new one is what is proved.</source>
        <translation>ドメインは変更前のパスワードを 1 時間ほど受け付けることがあります。確認するのは新しいパスワードです。</translation>
    </message>
    <message>
        <source>principal name</source>
        <translation>プリンシパル名</translation>
    </message>
    <message>
        <source>account control</source>
        <translation>アカウント制御</translation>
    </message>
    <message>
        <source>account expires</source>
        <translation>アカウントの有効期限</translation>
    </message>
    <message>
        <source>primary group</source>
        <translation>プライマリグループ</translation>
    </message>
    <message>
        <source>{login} is disabled and stays so; its new password can still be proved.</source>
        <translation>{login} は無効で、そのまま変わりません。新しいパスワードは確認できます。</translation>
    </message>
    <message>
        <source>{login} must change its password at the next sign-in; a new one ends that.</source>
        <translation>{login} は次回のサインイン時にパスワードの変更が必要です。新しいパスワードにすると不要になります。</translation>
    </message>
    <message>
        <source>An admin&apos;s reset passes over the history and the least age of passwords.</source>
        <translation>管理者によるリセットでは、パスワードの履歴と変更禁止期間は適用されません。</translation>
    </message>
    <message>
        <source>{login} is a managed service account or a computer: the domain changes its password itself.</source>
        <translation>{login} は管理されたサービスアカウントかコンピューターで、ドメインがパスワードを自動で変更します。</translation>
    </message>
    <message>
        <source>Take it out of the rotation.</source>
        <translation>ローテーションの対象から外してください。</translation>
    </message>
    <message>
        <source>{login} signs in with a smart card only, so a new password could not be proved.</source>
        <translation>{login} はスマートカードでのみサインインするため、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>{login} is locked after wrong passwords, so a new password could not be proved; a new one does not unlock it.</source>
        <translation>{login} はパスワードの誤りでロックされているため、新しいパスワードを確認できません。新しいパスワードにしても解除されません。</translation>
    </message>
    <message>
        <source>Unlock it, or wait until the lock is over.</source>
        <translation>ロックを解除するか、自動で解除されるまでお待ちください。</translation>
    </message>
    <message>
        <source>One more wrong password would lock {login}.</source>
        <translation>パスワードをもう 1 回間違えると、{login} がロックされます。</translation>
    </message>
    <message>
        <source>Find out who signs in with a wrong one, or wait until the count begins anew.</source>
        <translation>誤ったパスワードでサインインしている人を確認するか、失敗回数がリセットされるまでお待ちください。</translation>
    </message>
    <message>
        <source>{login} is {dn} ({sid_of}).</source>
        <translation>{login} は {dn}（{sid_of}）です。</translation>
    </message>
    <message>
        <source>The admin may set the password of {login}.</source>
        <translation>管理者は {login} のパスワードを設定できます。</translation>
    </message>
    <message>
        <source>Let the admin read the domain&apos;s password policy and its password settings objects.</source>
        <translation>ドメインのパスワードポリシーとパスワード設定オブジェクトの読み取りを管理者に許可してください。</translation>
    </message>
    <message>
        <source>Whether the admin may set the password of {login} cannot be told beforehand; the domain decides.</source>
        <translation>管理者が {login} のパスワードを設定できるかは事前に判断できません。ドメインが判断します。</translation>
    </message>
    <message>
        <source>Grant the admin the right Reset Password on it.</source>
        <translation>管理者に、そのアカウントの「パスワードのリセット」権限を付与してください。</translation>
    </message>
    <message>
        <source>{len} lines, SHA256 {digest}</source>
        <translation>{len} 行、SHA256 {digest}</translation>
    </message>
    <message>
        <source>{title} has no account {wanted}, or the one who asks may not see it.</source>
        <translation>{title} にアカウント {wanted} がないか、サインインしたアカウントに参照の権限がありません。</translation>
    </message>
    <message>
        <source>{title} has more than one account {wanted}: {listed}. Enter in the record the distinguished name of the one that is meant.</source>
        <translation>{title} にアカウント {wanted} が複数あります: {listed}。対象の識別名をレコードに入力してください。</translation>
    </message>
    <message>
        <source>{title} did not answer a question ({code}).</source>
        <translation>{title} が問い合わせに応答しませんでした（{code}）。</translation>
    </message>
    <message>
        <source>{title} did not answer the sign-in of {login}.</source>
        <translation>{title} が {login} のサインインに応答しませんでした。</translation>
    </message>
    <message>
        <source>Whoever signed in to {title} may not look accounts up there.</source>
        <translation>{title} にサインインしたアカウントには、アカウントを検索する権限がありません。</translation>
    </message>
    <message>
        <source>{title} has no password to sign in with. Nothing was sent.</source>
        <translation>{title} にサインイン用のパスワードがありません。何も送信していません。</translation>
    </message>
    <message>
        <source>{title} did not let {login} in.</source>
        <translation>{title} が {login} のサインインを許可しませんでした。</translation>
    </message>
    <message>
        <source>This text cannot be sent as a password.</source>
        <translation>このテキストはパスワードとして送信できません。</translation>
    </message>
    <message>
        <source>The account is locked, so that a refused sign-in says nothing about its password.</source>
        <translation>アカウントがロックされているため、サインインの拒否からパスワードの正誤は判断できません。</translation>
    </message>
    <message>
        <source>{title} answers, and its certificate is proved.</source>
        <translation>{title} は応答し、証明書も確認できました。</translation>
    </message>
    <message>
        <source>{title} lets {login} in with this password, but another may have been set since: it goes on letting in the one before for an hour.</source>
        <translation>{title} では {login} がこのパスワードでサインインできますが、その後に別のパスワードが設定された可能性があります。変更前のパスワードも 1 時間は有効です。</translation>
    </message>
    <message>
        <source>{title} did not say whether it took the new password of {login}.</source>
        <translation>{title} が {login} の新しいパスワードを受け付けたかどうか、応答がありませんでした。</translation>
    </message>
    <message>
        <source>{title} belongs to no directory. Nothing was sent.</source>
        <translation>{title} はディレクトリに所属していません。何も送信していません。</translation>
    </message>
    <message>
        <source>{title} asks for the present password of {login}, and none is kept here. Enter it in the record.</source>
        <translation>{title} は {login} の現在のパスワードを求めていますが、ここに保管されていません。レコードに入力してください。</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>が応答しません</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>に接続できません</translation>
    </message>
    <message>
        <source>{title} ({host}:{port}) {reason}. An administrator of the network must look.</source>
        <translation>{title} ({host}:{port}) {reason}。ネットワーク管理者の確認が必要です。</translation>
    </message>
    <message>
        <source>{title} offers no TLS, and a password is never sent without it. Nothing was sent. An administrator of the server must turn it on.</source>
        <translation>{title} は TLS に対応していません。TLS なしでパスワードを送ることはありません。何も送信していません。サーバーの管理者が TLS を有効にする必要があります。</translation>
    </message>
    <message>
        <source>IAM user&apos;s access key</source>
        <translation>IAM ユーザーのアクセスキー</translation>
    </message>
    <message>
        <source>access key</source>
        <translation>アクセスキー</translation>
    </message>
    <message>
        <source>Write down which access keys the user has, ask AWS for a new one, and save it here before any other call.</source>
        <translation>ユーザーが今持つアクセスキーを書き留め、AWS に新しいキーを作らせ、ほかの呼び出しより先にここへ保存します。</translation>
    </message>
    <message>
        <source>Once nothing has used the old one for 24 hours, make it inactive, and delete it 24 hours later. A key that this vault did not make stays.</source>
        <translation>古いキーが 24 時間使われなければ無効にし、その 24 時間後に削除します。この保管庫が作っていないキーは残します。</translation>
    </message>
    <message>
        <source>{title} holds no access key: the rotation makes one for {name}.</source>
        <translation>{title} にはアクセスキーがありません。ローテーションで {name} のキーを作ります。</translation>
    </message>
    <message>
        <source>AWS made the access key {key_id}; it is saved here.</source>
        <translation>AWS がアクセスキー {key_id} を作り、ここに保存しました。</translation>
    </message>
    <message>
        <source>AWS knows {key_id} as a key of {name}.</source>
        <translation>AWS は {key_id} を {name} のキーとして受け付けます。</translation>
    </message>
    <message>
        <source>The access key {key_id} before it is inactive, and is deleted at {moment}; until then it can be made active again in IAM.</source>
        <translation>前のアクセスキー {key_id} は無効で、{moment} に削除します。それまでは IAM で再び有効にできます。</translation>
    </message>
    <message>
        <source>AWS does not take {key_id} ({code}).</source>
        <translation>AWS は {key_id} を受け付けません({code})。</translation>
    </message>
    <message>
        <source>{title} holds no access key ID.</source>
        <translation>{title} にはアクセスキー ID がありません。</translation>
    </message>
    <message>
        <source>{key_id} signs as {arn}, not as {name}.</source>
        <translation>{key_id} は {name} ではなく {arn} のキーです。</translation>
    </message>
    <message>
        <source>The access key {key_id} before it is gone.</source>
        <translation>前のアクセスキー {key_id} はもうありません。</translation>
    </message>
    <message>
        <source>The access key {key_id} before it was used at {moment} still, so it stays active until nothing has used it for 24 hours.</source>
        <translation>前のアクセスキー {key_id} は {moment} にも使われていたため、24 時間使われなくなるまで有効のままにします。</translation>
    </message>
    <message>
        <source>An administrator must look at it in IAM and delete it if nobody uses it; then ask again.</source>
        <translation>管理者が IAM で確かめ、誰も使っていなければ削除してください。その後もう一度問い合わせます。</translation>
    </message>
    <message>
        <source>make {key_id} inactive</source>
        <translation>{key_id} の無効化</translation>
    </message>
    <message>
        <source>make an access key for {name}</source>
        <translation>{name} のアクセスキーの作成</translation>
    </message>
    <message>
        <source>say who signs with {key_id}</source>
        <translation>{key_id} で署名するのが誰かの回答</translation>
    </message>
    <message>
        <source>delete {key_id}</source>
        <translation>{key_id} の削除</translation>
    </message>
    <message>
        <source>last used {moment} for {service}</source>
        <translation>最終使用 {moment}({service})</translation>
    </message>
    <message>
        <source>AWS did not end the list of the access keys of {name}.</source>
        <translation>AWS が {name} のアクセスキーの一覧を終えませんでした。</translation>
    </message>
    <message>
        <source>An administrator must delete one of them in IAM; then it can be rotated.</source>
        <translation>管理者が IAM でどちらかを削除すると、ローテーションできます。</translation>
    </message>
    <message>
        <source>the key of this record</source>
        <translation>このレコードのキー</translation>
    </message>
    <message>
        <source>not the key of this record</source>
        <translation>このレコードのものではないキー</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>使用なし</translation>
    </message>
    <message>
        <source>say when {key_id} was last used</source>
        <translation>{key_id} の最終使用日時の回答</translation>
    </message>
    <message>
        <source>its last use is not known</source>
        <translation>最終使用は不明</translation>
    </message>
    <message>
        <source>AWS answered without the keys.</source>
        <translation>AWS の応答にキーがありませんでした。</translation>
    </message>
    <message>
        <source>list the access keys of {name}</source>
        <translation>{name} のアクセスキーの一覧</translation>
    </message>
    <message>
        <source>IAM user&apos;s console password</source>
        <translation>IAM ユーザーのコンソールパスワード</translation>
    </message>
    <message>
        <source>user id</source>
        <translation>ユーザー ID</translation>
    </message>
    <message>
        <source>IAM&apos;s default password policy</source>
        <translation>IAM の既定のパスワードポリシー</translation>
    </message>
    <message>
        <source>An administrator can enable console access in IAM; PamDesk never does so by itself.</source>
        <translation>IAM で管理者がコンソールアクセスを有効にできます。PamDesk が自動で行うことはありません。</translation>
    </message>
    <message>
        <source>{name} has no console password. An administrator must enable console access in IAM first.</source>
        <translation>{name} にコンソールパスワードがありません。先に管理者が IAM でコンソールアクセスを有効にする必要があります。</translation>
    </message>
    <message>
        <source>AWS has no sign-in that could be tried.</source>
        <translation>AWS にはサインインで試す方法がありません。</translation>
    </message>
    <message>
        <source>no console password</source>
        <translation>コンソールパスワードなし</translation>
    </message>
    <message>
        <source>password reset required</source>
        <translation>パスワードのリセットが必要</translation>
    </message>
    <message>
        <source>{title} names {arn}, which is not the ARN of an IAM user.</source>
        <translation>{title} の {arn} は IAM ユーザーの ARN ではありません。</translation>
    </message>
    <message>
        <source>{title} lives in AWS account {parts}, but the sign-in is to {account_id}.</source>
        <translation>{title} は AWS アカウント {parts} にありますが、サインイン先は {account_id} です。</translation>
    </message>
    <message>
        <source>look up the user {name}</source>
        <translation>ユーザー {name} の検索</translation>
    </message>
    <message>
        <source>{title} is {wanted}, but IAM says {user}.</source>
        <translation>{title} は {wanted} ですが、IAM の応答では {user} です。</translation>
    </message>
    <message>
        <source>the password policy of AWS account {account_id}</source>
        <translation>AWS アカウント {account_id} のパスワードポリシー</translation>
    </message>
    <message>
        <source>{title} is linked to no AWS configuration.</source>
        <translation>{title} は AWS 構成にリンクされていません。</translation>
    </message>
    <message>
        <source>AWS answered without {name}.</source>
        <translation>AWS の応答に {name} がありません。</translation>
    </message>
    <message>
        <source>Signed in to AWS account {account_id}.</source>
        <translation>AWS アカウント {account_id} にサインインしました。</translation>
    </message>
    <message>
        <source>{name} exists.</source>
        <translation>{name} は存在します。</translation>
    </message>
    <message>
        <source>AWS has no sign-in that could be tried: the new password is confirmed by AWS, not by signing in.</source>
        <translation>AWS にはサインインで試す方法がありません。新しいパスワードは、サインインではなく AWS の応答で確認します。</translation>
    </message>
    <message>
        <source>{title} has neither an ARN nor a login that names its IAM user.</source>
        <translation>{title} に、IAM ユーザーを示す ARN もログイン名もありません。</translation>
    </message>
    <message>
        <source>read the login profile of {name}</source>
        <translation>{name} のログインプロファイルの読み取り</translation>
    </message>
    <message>
        <source>read the password policy of account {account_id}</source>
        <translation>アカウント {account_id} のパスワードポリシーの読み取り</translation>
    </message>
    <message>
        <source>{name} may sign in to the console.</source>
        <translation>{name} はコンソールにサインインできます。</translation>
    </message>
    <message>
        <source>change the console password of {name}</source>
        <translation>{name} のコンソールパスワードの変更</translation>
    </message>
    <message>
        <source>IAM did not say whether the sign-in is allowed {action}; a rotation finds out, and changes nothing if it is not.</source>
        <translation>このサインインに {action} が許可されているかどうか、IAM から回答がありませんでした。ローテーションを実行すれば判明し、許可されていない場合は何も変更されません。</translation>
    </message>
    <message>
        <source>An administrator must allow {action} to it.</source>
        <translation>管理者が {action} を許可する必要があります。</translation>
    </message>
    <message>
        <source>{caller} is not allowed {action}; the configuration&apos;s access key is used where there is one.</source>
        <translation>{caller} には {action} が許可されていません。構成にアクセスキーがあれば、それを使います。</translation>
    </message>
    <message>
        <source>An administrator can allow {action} to the role.</source>
        <translation>管理者がロールに {action} を許可できます。</translation>
    </message>
    <message>
        <source>say what the sign-in is allowed</source>
        <translation>サインインの権限の確認</translation>
    </message>
    <message>
        <source>least days</source>
        <translation>最短日数</translation>
    </message>
    <message>
        <source>most days</source>
        <translation>最長日数</translation>
    </message>
    <message>
        <source>warning days</source>
        <translation>警告日数</translation>
    </message>
    <message>
        <source>{host} has no account {login}.</source>
        <translation>{host} にアカウント {login} はありません。</translation>
    </message>
    <message>
        <source>The account {login} has expired on {host}: a new {what} is right, and signs nobody in.</source>
        <translation>{host} のアカウント {login} は期限切れです。新しい{what}が正しくても、サインインできません。</translation>
    </message>
    <message>
        <source>{host} lets {login} in without a password only, and sudo does not let its hash be compared: a new password could not be proved.</source>
        <translation>{host} では {login} はパスワードなしでのみサインインし、sudo でハッシュの照合も許可されていないため、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>Allow the administrator all commands in sudoers.</source>
        <translation>sudoers で管理者にすべてのコマンドを許可してください。</translation>
    </message>
    <message>
        <source>{login} is an account of {host}.</source>
        <translation>{login} は {host} のアカウントです。</translation>
    </message>
    <message>
        <source>{login} is no account of {host} itself: it comes from a directory (SSSD, LDAP or NIS).</source>
        <translation>{login} は {host} 自体のアカウントではなく、ディレクトリ（SSSD、LDAP、NIS）のものです。</translation>
    </message>
    <message>
        <source>Link it to its directory, and rotate it there.</source>
        <translation>所属するディレクトリにリンクし、そちらでローテーションしてください。</translation>
    </message>
    <message>
        <source>A new password is proved by signing in to {host}.</source>
        <translation>新しいパスワードは {host} にサインインして確認します。</translation>
    </message>
    <message>
        <source>{host} lets {login} in without a password only: a new one is compared with /etc/shadow instead.</source>
        <translation>{host} では {login} はパスワードなしでのみサインインするため、新しいパスワードは /etc/shadow と照合します。</translation>
    </message>
    <message>
        <source>Linux with pam_pwquality</source>
        <translation>Linux（pam_pwquality）</translation>
    </message>
    <message>
        <source>In sudoers of {host}, allow it: {admin} ALL=(root) NOPASSWD: ALL</source>
        <translation>{host} の sudoers で許可してください: {admin} ALL=(root) NOPASSWD: ALL</translation>
    </message>
    <message>
        <source>{login} has all rights on {host}.</source>
        <translation>{login} は {host} のすべての権限を持っています。</translation>
    </message>
    <message>
        <source>The shell of {login} on {host} opens no session ({shell}).</source>
        <translation>{host} の {login} のシェルではセッションを開けません（{shell}）。</translation>
    </message>
    <message>
        <source>fail2ban watches failed sign-ins on {host}; PamDesk makes at most two in half an hour.</source>
        <translation>{host} では fail2ban がサインインの失敗を監視しています。PamDesk は 30 分に 2 回までしか試しません。</translation>
    </message>
    <message>
        <source>{login} may not write {place} on {host}: its keys are managed elsewhere.</source>
        <translation>{login} は {host} の {place} に書き込めません。鍵は別の場所で管理されています。</translation>
    </message>
    <message>
        <source>Rotate it where they are managed, or give the file to the account.</source>
        <translation>管理している場所でローテーションするか、ファイルの所有者をアカウントにしてください。</translation>
    </message>
    <message>
        <source>/etc/shadow of {host} cannot be written to.</source>
        <translation>{host} の /etc/shadow に書き込めません。</translation>
    </message>
    <message>
        <source>The password of {login} is locked on {host}, and a new one would unlock it.</source>
        <translation>{host} の {login} のパスワードはロックされており、新しいパスワードにするとロックが解除されます。</translation>
    </message>
    <message>
        <source>Where that is meant: usermod -U {login} on {host}, then rotate again.</source>
        <translation>それでよければ、{host} で usermod -U {login} を実行してから、もう一度ローテーションしてください。</translation>
    </message>
    <message>
        <source>chage -E -1 {login} on {host} makes it valid again.</source>
        <translation>{host} で chage -E -1 {login} を実行すると、再び有効になります。</translation>
    </message>
    <message>
        <source>{host} asks {login} for a new password at the next sign-in; a rotation answers that.</source>
        <translation>{host} は次回のサインイン時に {login} へ新しいパスワードを求めます。ローテーションで対応できます。</translation>
    </message>
    <message>
        <source>sudo lets {admin} run chpasswd on {host}, and nothing else: accounts are changed without being looked at.</source>
        <translation>sudo で {admin} が {host} で実行できるのは chpasswd だけです。アカウントを確認せずに変更します。</translation>
    </message>
    <message>
        <source>{admin} may change accounts of {host}.</source>
        <translation>{admin} は {host} のアカウントを変更できます。</translation>
    </message>
    <message>
        <source>{login} has no password on {host}, and rotation gives none to an account that signs in without.</source>
        <translation>{host} の {login} にはパスワードがありません。パスワードなしでサインインするアカウントには、ローテーションで設定しません。</translation>
    </message>
    <message>
        <source>Rotate its SSH key, or set a first password there.</source>
        <translation>SSH 鍵をローテーションするか、先にサーバーでパスワードを設定してください。</translation>
    </message>
    <message>
        <source>{login} needs no password on {host} now; it will.</source>
        <translation>{host} の {login} には現在パスワードがありませんが、今後は必要になります。</translation>
    </message>
    <message>
        <source>Linux user&apos;s password</source>
        <translation>Linux ユーザーのパスワード</translation>
    </message>
    <message>
        <source>{host} refuses to change the password of {login}.</source>
        <translation>{host} が {login} のパスワードの変更を拒否しています。</translation>
    </message>
    <message>
        <source>{host} refuses this password for {login} (its password policy).</source>
        <translation>{host} が {login} のこのパスワードを拒否しています（パスワードポリシー）。</translation>
    </message>
    <message>
        <source>{host} refuses this password for {login}: it was used before.</source>
        <translation>過去に使ったパスワードのため、{host} が {login} のこのパスワードを拒否しています。</translation>
    </message>
    <message>
        <source>{host} refuses this password for {login}: it is too short.</source>
        <translation>{host} が {login} のこのパスワードを拒否しています。短すぎます。</translation>
    </message>
    <message>
        <source>{host} does not let {login} change its password again so soon (chage -m). An administrator can.</source>
        <translation>{host} では {login} はまだパスワードを再変更できません（chage -m）。管理者なら変更できます。</translation>
    </message>
    <message>
        <source>Another program is changing the accounts of {host}.</source>
        <translation>別のプログラムが {host} のアカウントを変更中です。</translation>
    </message>
    <message>
        <source>{host} did not say whether it took the new password of {login}.</source>
        <translation>{host} が {login} の新しいパスワードを受け付けたかどうか、応答がありませんでした。</translation>
    </message>
    <message>
        <source>The login of {title} is no name of a Linux account (no colon, no control character, not a number, no dash in front). Nothing was sent.</source>
        <translation>{title} のログイン名は Linux のアカウント名として使えません（コロン、制御文字、数字のみ、先頭のハイフンは不可）。何も送信していません。</translation>
    </message>
    <message>
        <source>A password on Linux holds no line break and at most {longest_password} bytes. Nothing was sent for {title}.</source>
        <translation>Linux のパスワードに改行は使えず、{longest_password} バイトまでです。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>{login} signed in to {host}.</source>
        <translation>{login} が {host} にサインインしました。</translation>
    </message>
    <message>
        <source>The password is right; {host} asks {login} for more besides.</source>
        <translation>パスワードは正しいですが、{host} は {login} に追加の認証を求めています。</translation>
    </message>
    <message>
        <source>/etc/shadow of {host} holds this password; {host2} signs nobody in by password.</source>
        <translation>{host} の /etc/shadow にこのパスワードがあります。{host2} はパスワードでのサインインを許可していません。</translation>
    </message>
    <message>
        <source>The password is right; the account {login} has expired on {host}.</source>
        <translation>パスワードは正しいですが、{host} のアカウント {login} は期限切れです。</translation>
    </message>
    <message>
        <source>The password is right; {host} does not let {login} sign in with it.</source>
        <translation>パスワードは正しいですが、{host} は {login} のパスワードでのサインインを許可していません。</translation>
    </message>
    <message>
        <source>{title} showed its pinned host key.</source>
        <translation>{title} の登録済みホスト鍵を確認しました。</translation>
    </message>
    <message>
        <source>{title} did not answer a question.</source>
        <translation>{title} が問い合わせに応答しませんでした。</translation>
    </message>
    <message>
        <source>MySQL or MariaDB user</source>
        <translation>MySQL または MariaDB のユーザー</translation>
    </message>
    <message>
        <source>MySQL and MariaDB</source>
        <translation>MySQL と MariaDB</translation>
    </message>
    <message>
        <source>{title} is a member of a Galera cluster; the change reaches the other members through it.</source>
        <translation>{title} は Galera クラスターのメンバーです。変更はほかのメンバーにも反映されます。</translation>
    </message>
    <message>
        <source>{login} is let in from this machine as &apos;{login2}&apos;@&apos;{let_in_as}&apos;, so a new password of {name} could not be proved.</source>
        <translation>{login} はこのコンピューターから &apos;{login2}&apos;@&apos;{let_in_as}&apos; としてサインインするため、{name} の新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>Enter {let_in_as} as the host part in the record.</source>
        <translation>レコードのホスト部に {let_in_as} を入力してください。</translation>
    </message>
    <message>
        <source>{title} has no account {login}.</source>
        <translation>{title} にアカウント {login} はありません。</translation>
    </message>
    <message>
        <source>{title} has more than one account for {login}: {hosts}. Enter in the record which host part is meant, and keep one record for each.</source>
        <translation>{title} に {login} のアカウントが複数あります: {hosts}。どのホスト部かをレコードに入力し、アカウントごとにレコードを分けてください。</translation>
    </message>
    <message>
        <source>{name} cannot sign in from this machine ({seen_from}), so a new password could not be proved.</source>
        <translation>{name} はこのコンピューター（{seen_from}）からサインインできないため、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>Let a gateway in its place rotate it.</source>
        <translation>サインインできる場所にあるゲートウェイでローテーションしてください。</translation>
    </message>
    <message>
        <source>Accounts with the host parts {listed} may shadow {name} from this machine, and the present password did not show which.</source>
        <translation>このコンピューターからは、ホスト部が {listed} のアカウントが {name} より優先される可能性があり、現在のパスワードでは判別できませんでした。</translation>
    </message>
    <message>
        <source>Enter the present password, or the host part that lets this machine in.</source>
        <translation>現在のパスワードか、このコンピューターからのサインインに使われるホスト部を入力してください。</translation>
    </message>
    <message>
        <source>{title} has no account &apos;{login}&apos;@&apos;{asked_host}&apos;, only {hosts}. Correct the host part in the record.</source>
        <translation>{title} にアカウント &apos;{login}&apos;@&apos;{asked_host}&apos; はなく、{hosts} だけがあります。レコードのホスト部を修正してください。</translation>
    </message>
    <message>
        <source>{title} runs {name} {number}, which is older than what can be changed safely.</source>
        <translation>{title} は {name} {number} で、古いため安全に変更できません。</translation>
    </message>
    <message>
        <source>Rotate it with a script.</source>
        <translation>スクリプトでローテーションしてください。</translation>
    </message>
    <message>
        <source>{title} is read-only: it is a replica, or set so.</source>
        <translation>{title} は読み取り専用です（レプリカ、または設定による）。</translation>
    </message>
    <message>
        <source>Enter the writer&apos;s address in the record.</source>
        <translation>レコードに書き込み可能なサーバーのアドレスを入力してください。</translation>
    </message>
    <message>
        <source>{title} judges new passwords ({names}).</source>
        <translation>{title} は新しいパスワードを検査します（{names}）。</translation>
    </message>
    <message>
        <source>The admin may not change other accounts of {title}.</source>
        <translation>管理者は {title} のほかのアカウントを変更できません。</translation>
    </message>
    <message>
        <source>Grant CREATE USER on *.* to the admin.</source>
        <translation>管理者に *.* への CREATE USER 権限を付与してください。</translation>
    </message>
    <message>
        <source>The password of {name} on {title} may be changed.</source>
        <translation>{title} の {name} のパスワードは変更できます。</translation>
    </message>
    <message>
        <source>{name} signs in with a client certificate only, so a new password could not be proved.</source>
        <translation>{name} のサインインはクライアント証明書のみのため、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>{name} is locked; its new password can still be proved.</source>
        <translation>{name} はロックされていますが、新しいパスワードは確認できます。</translation>
    </message>
    <message>
        <source>{title} writes every statement to its general log, and this one holds the new password.</source>
        <translation>{title} はすべてのステートメントを一般ログに記録します。このステートメントには新しいパスワードが含まれます。</translation>
    </message>
    <message>
        <source>An administrator of {title} can switch general_log off.</source>
        <translation>{title} の管理者は general_log をオフにできます。</translation>
    </message>
    <message>
        <source>The password is right; it has expired on {server}.</source>
        <translation>パスワードは正しいですが、{server} で有効期限が切れています。</translation>
    </message>
    <message>
        <source>The password is right; {login} is locked on {server}.</source>
        <translation>パスワードは正しいですが、{login} は {server} でロックされています。</translation>
    </message>
    <message>
        <source>The password is right; {login} has no free connection on {server}.</source>
        <translation>パスワードは正しいですが、{server} に {login} の空き接続がありません。</translation>
    </message>
    <message>
        <source>The password is right; {login} has used up its connections on {server}.</source>
        <translation>パスワードは正しいですが、{login} は {server} の接続数を使い切っています。</translation>
    </message>
    <message>
        <source>&apos;{login}&apos;@&apos;{host}&apos; signed in to {title}.</source>
        <translation>&apos;{login}&apos;@&apos;{host}&apos; が {title} にサインインしました。</translation>
    </message>
    <message>
        <source>{server} refuses this password of {login}.</source>
        <translation>{server} が {login} のこのパスワードを拒否しています。</translation>
    </message>
    <message>
        <source>{title} let {login} in as &apos;{login2}&apos;@&apos;{host}&apos;, not as &apos;{login3}&apos;@&apos;{host2}&apos;.</source>
        <translation>{title} は {login} を &apos;{login3}&apos;@&apos;{host2}&apos; ではなく &apos;{login2}&apos;@&apos;{host}&apos; としてサインインさせました。</translation>
    </message>
    <message>
        <source>{server} refuses the password of {login}, or has no such account for this machine.</source>
        <translation>{server} が {login} のパスワードを拒否しているか、このコンピューター用のアカウントがありません。</translation>
    </message>
    <message>
        <source>{server} lets {login} in by another way than a password.</source>
        <translation>{server} では {login} はパスワード以外の方法でサインインします。</translation>
    </message>
    <message>
        <source>{server} lets no account in from this machine.</source>
        <translation>{server} はこのコンピューターからのサインインを一切許可していません。</translation>
    </message>
    <message>
        <source>{server} has blocked this machine after too many broken connections.</source>
        <translation>{server} は、接続エラーが多すぎたためこのコンピューターをブロックしています。</translation>
    </message>
    <message>
        <source>{server} has no free connection.</source>
        <translation>{server} に空き接続がありません。</translation>
    </message>
    <message>
        <source>{login} has no free connection on {server}.</source>
        <translation>{server} に {login} の空き接続がありません。</translation>
    </message>
    <message>
        <source>The password of {login} has expired on {server}.</source>
        <translation>{server} で {login} のパスワードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>{login} is locked on {server}.</source>
        <translation>{login} は {server} でロックされています。</translation>
    </message>
    <message>
        <source>{login} is locked on {server} after too many wrong passwords.</source>
        <translation>{login} は、パスワードの誤りが多すぎたため {server} でロックされています。</translation>
    </message>
    <message>
        <source>{login} is blocked on {server} after too many wrong passwords.</source>
        <translation>{login} は、パスワードの誤りが多すぎたため {server} でブロックされています。</translation>
    </message>
    <message>
        <source>{server} refused the sign-in of {login}.</source>
        <translation>{server} が {login} のサインインを拒否しました。</translation>
    </message>
    <message>
        <source>{title} has no TLS, and a password is never sent without it. Nothing was sent. An administrator of the server must turn it on.</source>
        <translation>{title} は TLS に対応していません。TLS なしでパスワードを送ることはありません。何も送信していません。サーバーの管理者が TLS を有効にする必要があります。</translation>
    </message>
    <message>
        <source>no plugin</source>
        <translation>プラグインなし</translation>
    </message>
    <message>
        <source>has more than one password</source>
        <translation>には複数のパスワードがあります</translation>
    </message>
    <message>
        <source>does not sign in by a password that is kept on the server</source>
        <translation>は、サーバーに保存されたパスワードでサインインするアカウントではありません</translation>
    </message>
    <message>
        <source>&apos;{login}&apos;@&apos;{host}&apos; {reason} ({plugins}). An administrator must give it exactly one of {listed}, or rotate it with a script.</source>
        <translation>&apos;{login}&apos;@&apos;{host}&apos; {reason}（{plugins}）。管理者が {listed} のいずれか 1 つだけを設定するか、スクリプトでローテーションする必要があります。</translation>
    </message>
    <message>
        <source>&apos;{login}&apos;@&apos;{host}&apos; signs in by {plugins}, and MariaDB lets it change only the first of these itself. Link an admin.</source>
        <translation>&apos;{login}&apos;@&apos;{host}&apos; は {plugins} でサインインし、MariaDB ではアカウント自身が変更できるのは最初の 1 つだけです。管理者をリンクしてください。</translation>
    </message>
    <message>
        <source>The plugin {plugin} cannot be kept.</source>
        <translation>プラグイン {plugin} は維持できません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login} (its password policy).</source>
        <translation>{server} が {login} のこのパスワードを拒否しました（パスワードポリシー）。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it was used before.</source>
        <translation>過去に使ったパスワードのため、{server} が {login} のこのパスワードを拒否しました。</translation>
    </message>
    <message>
        <source>{server} has no such account {login}, or the admin may not change it.</source>
        <translation>{server} にアカウント {login} がないか、管理者に変更の権限がありません。</translation>
    </message>
    <message>
        <source>{admin} may not change the password of {login} on {server}.</source>
        <translation>{admin} には {server} の {login} のパスワードを変更する権限がありません。</translation>
    </message>
    <message>
        <source>{login} is let in to {server} without a name, and has no password of its own.</source>
        <translation>{login} は {server} に匿名でサインインしており、自分のパスワードがありません。</translation>
    </message>
    <message>
        <source>{server} has no account {login}.</source>
        <translation>{server} にアカウント {login} はありません。</translation>
    </message>
    <message>
        <source>{server} is read-only: it is a replica, or set so.</source>
        <translation>{server} は読み取り専用です（レプリカ、または設定による）。</translation>
    </message>
    <message>
        <source>Another session holds the accounts of {server}.</source>
        <translation>別のセッションが {server} のアカウントを使用中です。</translation>
    </message>
    <message>
        <source>Another session changes the accounts of {server}.</source>
        <translation>別のセッションが {server} のアカウントを変更中です。</translation>
    </message>
    <message>
        <source>{server} is not ready: its cluster has no quorum.</source>
        <translation>{server} は準備できていません。クラスターのクォーラムがありません。</translation>
    </message>
    <message>
        <source>{server} does not know the statement that changes {login}.</source>
        <translation>{server} は {login} を変更するステートメントに対応していません。</translation>
    </message>
    <message>
        <source>{server} takes no hash of a password now (strict_password_validation).</source>
        <translation>{server} は現在パスワードのハッシュを受け付けません（strict_password_validation）。</translation>
    </message>
    <message>
        <source>{server} has not loaded the plugin of {login}.</source>
        <translation>{server} に {login} のプラグインが読み込まれていません。</translation>
    </message>
    <message>
        <source>{login} signs in to {server} by a plugin that keeps no password.</source>
        <translation>{login} は、パスワードを使わないプラグインで {server} にサインインします。</translation>
    </message>
    <message>
        <source>The password of {admin} has expired on {server}.</source>
        <translation>{server} で {admin} のパスワードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>{server} asks for the present password of {login}, and the one kept is wrong.</source>
        <translation>{server} は {login} の現在のパスワードを求めていますが、保管されているものは正しくありません。</translation>
    </message>
    <message>
        <source>{server} asks for the present password of {login}.</source>
        <translation>{server} は {login} の現在のパスワードを求めています。</translation>
    </message>
    <message>
        <source>{name} with {listed}</source>
        <translation>{name}（{listed}）</translation>
    </message>
    <message>
        <source>{title} belongs to no database. Nothing was sent.</source>
        <translation>{title} はデータベースに所属していません。何も送信していません。</translation>
    </message>
    <message>
        <source>{title} is read-only.</source>
        <translation>{title} は読み取り専用です。</translation>
    </message>
    <message>
        <source>{server} did not say whether it took the new password of {login}.</source>
        <translation>{server} が {login} の新しいパスワードを受け付けたかどうか、応答がありませんでした。</translation>
    </message>
    <message>
        <source>OpenLDAP user</source>
        <translation>OpenLDAP のユーザー</translation>
    </message>
    <message>
        <source>its quality is too poor</source>
        <translation>強度が足りません</translation>
    </message>
    <message>
        <source>it is too short</source>
        <translation>短すぎます</translation>
    </message>
    <message>
        <source>the present one is too young</source>
        <translation>現在のパスワードの変更から間もないため、まだ変更できません</translation>
    </message>
    <message>
        <source>it was used before</source>
        <translation>過去に使ったパスワードです</translation>
    </message>
    <message>
        <source>{server} does not understand the change of {login}.</source>
        <translation>{server} は {login} の変更要求に対応していません。</translation>
    </message>
    <message>
        <source>{server} wants a stronger connection before it changes {login}.</source>
        <translation>{server} は {login} の変更に、より強く保護された接続を求めています。</translation>
    </message>
    <message>
        <source>{server} does not hold {login} itself; it is a replica. Enter the address of the provider in the record.</source>
        <translation>{server} はレプリカで、{login} を直接保持していません。レコードにプロバイダーのアドレスを入力してください。</translation>
    </message>
    <message>
        <source>{server} wants a protected connection before it changes {login}.</source>
        <translation>{server} は {login} の変更に、保護された接続を求めています。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}.</source>
        <translation>{server} が {login} のこのパスワードを拒否しています。</translation>
    </message>
    <message>
        <source>{server} refuses the present password of {login}.</source>
        <translation>{server} が {login} の現在のパスワードを拒否しています。</translation>
    </message>
    <message>
        <source>Whoever signed in to {server} may not change the password of {login}.</source>
        <translation>{server} にサインインしたアカウントには、{login} のパスワードを変更する権限がありません。</translation>
    </message>
    <message>
        <source>{server} is unwilling to change the password of {login}: the present one was wrong, or it is read-only.</source>
        <translation>{server} は {login} のパスワードを変更しません。現在のパスワードが違うか、読み取り専用です。</translation>
    </message>
    <message>
        <source>The password policy does not let {login} change its own password.</source>
        <translation>パスワードポリシーにより、{login} は自分のパスワードを変更できません。</translation>
    </message>
    <message>
        <source>{title} refuses this password of {login}, or has no such account.</source>
        <translation>{title} が {login} のこのパスワードを拒否しているか、アカウントがありません。</translation>
    </message>
    <message>
        <source>distinguished name</source>
        <translation>識別名</translation>
    </message>
    <message>
        <source>object class</source>
        <translation>オブジェクトクラス</translation>
    </message>
    <message>
        <source>password policy</source>
        <translation>パスワードポリシー</translation>
    </message>
    <message>
        <source>{login} is locked after wrong passwords; a new password unlocks it.</source>
        <translation>{login} はパスワードの誤りでロックされています。新しいパスワードにすると解除されます。</translation>
    </message>
    <message>
        <source>{login} may have to change its password at the next sign-in.</source>
        <translation>{login} は次回のサインイン時にパスワードの変更を求められることがあります。</translation>
    </message>
    <message>
        <source>The directory does not say when a password was last set: a lost answer takes longer to settle.</source>
        <translation>ディレクトリからパスワードの最終設定日時を取得できません。応答が失われたときの確認に時間がかかります。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: {why}.</source>
        <translation>{server} が {login} のこのパスワードを拒否しています: {why}。</translation>
    </message>
    <message>
        <source>{server} asks for the present password of {login} with each change.</source>
        <translation>{server} は変更のたびに {login} の現在のパスワードを求めます。</translation>
    </message>
    <message>
        <source>The password is right; {login} must change it at the next sign-in to {title}.</source>
        <translation>パスワードは正しいですが、{login} は次に {title} へサインインするときに変更する必要があります。</translation>
    </message>
    <message>
        <source>{title} did not judge the sign-in of {login} ({code}).</source>
        <translation>{title} が {login} のサインインの可否を返しませんでした（{code}）。</translation>
    </message>
    <message>
        <source>The password is right; it has expired on {title}.</source>
        <translation>パスワードは正しいですが、{title} で有効期限が切れています。</translation>
    </message>
    <message>
        <source>{title} lets nobody in as {login}, whatever the password: the account is locked.</source>
        <translation>アカウントがロックされているため、{title} ではどのパスワードでも {login} としてサインインできません。</translation>
    </message>
    <message>
        <source>An administrator has locked {login}, and a new password would unlock it.</source>
        <translation>管理者が {login} をロックしており、新しいパスワードにするとロックが解除されます。</translation>
    </message>
    <message>
        <source>Unlock it first, if that is meant.</source>
        <translation>それでよければ、先にロックを解除してください。</translation>
    </message>
    <message>
        <source>{login} may not sign in at this time (pwdStartTime, pwdEndTime), so a new password could not be proved.</source>
        <translation>{login} は現在の時間帯にサインインできない（pwdStartTime、pwdEndTime）ため、新しいパスワードを確認できません。</translation>
    </message>
    <message>
        <source>An administrator of the directory can change that.</source>
        <translation>ディレクトリの管理者が変更できます。</translation>
    </message>
    <message>
        <source>Link an admin.</source>
        <translation>管理者をリンクしてください。</translation>
    </message>
    <message>
        <source>{login} is {dn}.</source>
        <translation>{login} は {dn} です。</translation>
    </message>
    <message>
        <source>{title} does not say what it holds (its root DSE may not be read).</source>
        <translation>{title} の構成を取得できません（ルート DSE を読み取れません）。</translation>
    </message>
    <message>
        <source>{title} does not change passwords by RFC 3062. Correct the directory&apos;s type in the record.</source>
        <translation>{title} は RFC 3062 によるパスワード変更に対応していません。レコードでディレクトリの種類を修正してください。</translation>
    </message>
    <message>
        <source>{login} signed in to {title}.</source>
        <translation>{login} が {title} にサインインしました。</translation>
    </message>
    <message>
        <source>How many wrong passwords lock an account could not be read, so that few sign-ins are tried.</source>
        <translation>アカウントがロックされるまでの失敗回数を読み取れないため、サインインの試行を少なく抑えます。</translation>
    </message>
    <message>
        <source>Let the admin read the password policies (objectClass pwdPolicy).</source>
        <translation>管理者にパスワードポリシー（objectClass pwdPolicy）の読み取りを許可してください。</translation>
    </message>
    <message>
        <source>{title} tells nobody who has not signed in which entry {login} is. Enter the distinguished name in the record {title2}.</source>
        <translation>{title} では、サインインしないと {login} のエントリを検索できません。レコード {title2} に識別名を入力してください。</translation>
    </message>
    <message>
        <source>{name} with its password policy</source>
        <translation>{name}（パスワードポリシー適用）</translation>
    </message>
    <message>
        <source>PostgreSQL user</source>
        <translation>PostgreSQL のユーザー</translation>
    </message>
    <message>
        <source>{login} may open {connection_limit} connections; sessions that are open now stay open.</source>
        <translation>{login} の接続数の上限は {connection_limit} です。現在のセッションはそのまま続きます。</translation>
    </message>
    <message>
        <source>{asker} may change no password here (rds.restrict_password_commands).</source>
        <translation>{asker} はここでパスワードを変更できません（rds.restrict_password_commands）。</translation>
    </message>
    <message>
        <source>Grant rds_password to {asker}.</source>
        <translation>{asker} に rds_password を付与してください。</translation>
    </message>
    <message>
        <source>{login} is a superuser, and {asker} is not.</source>
        <translation>{login} はスーパーユーザーですが、{asker} はそうではありません。</translation>
    </message>
    <message>
        <source>Link a superuser as the admin.</source>
        <translation>スーパーユーザーを管理者としてリンクしてください。</translation>
    </message>
    <message>
        <source>{asker} may change no other role&apos;s password.</source>
        <translation>{asker} はほかのロールのパスワードを変更できません。</translation>
    </message>
    <message>
        <source>Grant CREATEROLE to {asker}.</source>
        <translation>{asker} に CREATEROLE を付与してください。</translation>
    </message>
    <message>
        <source>{asker} was not granted {login} WITH ADMIN OPTION, which PostgreSQL asks for since version 16.</source>
        <translation>{asker} に {login} が WITH ADMIN OPTION で付与されていません。PostgreSQL 16 以降で必要です。</translation>
    </message>
    <message>
        <source>Grant {login} to {asker} WITH ADMIN OPTION.</source>
        <translation>{login} を {asker} に WITH ADMIN OPTION で付与してください。</translation>
    </message>
    <message>
        <source>{login} is a replication role, which only a superuser may change.</source>
        <translation>{login} はレプリケーションロールで、スーパーユーザーだけが変更できます。</translation>
    </message>
    <message>
        <source>{title} has no role {login}.</source>
        <translation>{title} にロール {login} はありません。</translation>
    </message>
    <message>
        <source>Correct the login in the record.</source>
        <translation>レコードのログイン名を修正してください。</translation>
    </message>
    <message>
        <source>{login} may not sign in (NOLOGIN); its new password can still be proved.</source>
        <translation>{login} はサインインできません（NOLOGIN）が、新しいパスワードは確認できます。</translation>
    </message>
    <message>
        <source>The password of {login} ended on {valid_until} (VALID UNTIL), and the server would refuse any.</source>
        <translation>{login} のパスワードの有効期限は {valid_until} に切れており（VALID UNTIL）、サーバーはどのパスワードも拒否します。</translation>
    </message>
    <message>
        <source>An administrator of {title} must set a later VALID UNTIL.</source>
        <translation>{title} の管理者が VALID UNTIL を延長する必要があります。</translation>
    </message>
    <message>
        <source>{login} is a superuser of {title}.</source>
        <translation>{login} は {title} のスーパーユーザーです。</translation>
    </message>
    <message>
        <source>{title} runs PostgreSQL {version}, and 10 is the oldest that can be asked.</source>
        <translation>{title} は PostgreSQL {version} です。対応しているのは 10 以降です。</translation>
    </message>
    <message>
        <source>{title} answers through a connection pooler, which may take the old password until it is reloaded.</source>
        <translation>{title} は接続プーラー経由で応答しています。再読み込みするまで、プーラーは以前のパスワードを受け付けることがあります。</translation>
    </message>
    <message>
        <source>Enter the database&apos;s own address in the record, and reload the pooler in a script.</source>
        <translation>レコードにデータベース自体のアドレスを入力し、スクリプトでプーラーを再読み込みしてください。</translation>
    </message>
    <message>
        <source>{title} stores passwords as md5 (password_encryption), and this one will be stored so too.</source>
        <translation>{title} はパスワードを md5 で保存します（password_encryption）。このパスワードも同じです。</translation>
    </message>
    <message>
        <source>{title} logs this statement (log_statement); what stands in the log is a verifier, not the password.</source>
        <translation>{title} はこのステートメントをログに記録します（log_statement）。残るのは検証用の値で、パスワードではありません。</translation>
    </message>
    <message>
        <source>{asker} may change the password of {login} on {title}.</source>
        <translation>{asker} は {title} の {login} のパスワードを変更できます。</translation>
    </message>
    <message>
        <source>{title} is a standby.</source>
        <translation>{title} はスタンバイです。</translation>
    </message>
    <message>
        <source>{server} refuses the password of {login}.</source>
        <translation>{server} が {login} のパスワードを拒否しています。</translation>
    </message>
    <message>
        <source>{server} does not let {login} sign in.</source>
        <translation>{server} は {login} のサインインを許可していません。</translation>
    </message>
    <message>
        <source>{server} has no free connection for {login}.</source>
        <translation>{server} に {login} の空き接続がありません。</translation>
    </message>
    <message>
        <source>The database that {login} signs in to does not exist on {server}.</source>
        <translation>{login} のサインイン先のデータベースが {server} にありません。</translation>
    </message>
    <message>
        <source>{login} may not connect to its database on {server}.</source>
        <translation>{login} は {server} のデータベースに接続できません。</translation>
    </message>
    <message>
        <source>{server} is starting up or shutting down.</source>
        <translation>{server} は起動中または停止中です。</translation>
    </message>
    <message>
        <source>{host} in the record {title} is no host name. Nothing was sent.</source>
        <translation>レコード {title} の {host} はホスト名ではありません。何も送信していません。</translation>
    </message>
    <message>
        <source>The pinned certificate of {title} is signed by an authority or out of date, and PostgreSQL&apos;s client cannot be told to believe it alone. Nothing was sent. An administrator must enter the authority&apos;s certificate in the record.</source>
        <translation>{title} の登録済みの証明書は認証局が署名したものか期限切れで、PostgreSQL のクライアントにこの証明書だけを信頼させることはできません。何も送信していません。管理者がレコードに認証局の証明書を入力する必要があります。</translation>
    </message>
    <message>
        <source>{title} lets {login} in without a password, so a new one could not be proved. An administrator must mend pg_hba.conf.</source>
        <translation>{title} では {login} がパスワードなしでサインインできるため、新しいパスワードを確認できません。管理者が pg_hba.conf を修正する必要があります。</translation>
    </message>
    <message>
        <source>The connection to {title} failed once.</source>
        <translation>{title} への接続に一度失敗しました。</translation>
    </message>
    <message>
        <source>{title} did not answer as PostgreSQL does, or asked for the password in clear text.</source>
        <translation>{title} が PostgreSQL として応答しないか、パスワードを平文で求めています。</translation>
    </message>
    <message>
        <source>{server} has no role {login}.</source>
        <translation>{server} にロール {login} はありません。</translation>
    </message>
    <message>
        <source>{server} is read-only: it is a standby, or set so.</source>
        <translation>{server} は読み取り専用です（スタンバイ、または設定による）。</translation>
    </message>
    <message>
        <source>{server} ended the statement because it took too long.</source>
        <translation>時間がかかりすぎたため、{server} がステートメントを終了しました。</translation>
    </message>
    <message>
        <source>{server} is shutting down.</source>
        <translation>{server} は停止中です。</translation>
    </message>
    <message>
        <source>The password is right; {login} may not sign in to {server} (NOLOGIN).</source>
        <translation>パスワードは正しいですが、{login} は {server} にサインインできません（NOLOGIN）。</translation>
    </message>
    <message>
        <source>The password is right; {server} has no free connection for {login}.</source>
        <translation>パスワードは正しいですが、{server} に {login} の空き接続がありません。</translation>
    </message>
    <message>
        <source>The password is right; the database {database} does not exist on {server}.</source>
        <translation>パスワードは正しいですが、データベース {database} が {server} にありません。</translation>
    </message>
    <message>
        <source>The password is right; {login} may not connect to the database {database} of {server}.</source>
        <translation>パスワードは正しいですが、{login} は {server} のデータベース {database} に接続できません。</translation>
    </message>
    <message>
        <source>{server} ended the sign-in of {login} before it looked at the password.</source>
        <translation>{server} は、パスワードを確認する前に {login} のサインインを終了しました。</translation>
    </message>
    <message>
        <source>{server} lets {login} in without a password, so none was proved.</source>
        <translation>{server} では {login} がパスワードなしでサインインできるため、確認できませんでした。</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>進行中</translation>
    </message>
    <message>
        <source>{title} did not say whether it kept the new password of {login}.</source>
        <translation>{title} が {login} の新しいパスワードを保存したかどうか、応答がありませんでした。</translation>
    </message>
    <message>
        <source>The password is right; {server} then refused {login}.</source>
        <translation>パスワードは正しいですが、その後 {server} が {login} を拒否しました。</translation>
    </message>
    <message>
        <source>{login} is past its VALID UNTIL: {title} refuses every password.</source>
        <translation>{login} の VALID UNTIL が過ぎているため、{title} はどのパスワードも拒否します。</translation>
    </message>
    <message>
        <source>{title} rolled the change back.</source>
        <translation>{title} が変更を取り消しました。</translation>
    </message>
    <message>
        <source>{title} is older than PostgreSQL 10.</source>
        <translation>{title} は PostgreSQL 10 より古いバージョンです。</translation>
    </message>
    <message>
        <source>Another session is changing the role {login} on {server}.</source>
        <translation>別のセッションが {server} のロール {login} を変更中です。</translation>
    </message>
    <message>
        <source>{server} refused to change the password of {login}.</source>
        <translation>{server} が {login} のパスワードの変更を拒否しました。</translation>
    </message>
    <message>
        <source>{login} signed in to {server}.</source>
        <translation>{login} が {server} にサインインしました。</translation>
    </message>
    <message>
        <source>The connection to {server} was lost before anything was committed.</source>
        <translation>{server} への接続が、確定の前に切れました。</translation>
    </message>
    <message>
        <source>The server took too long to let PamDesk in.</source>
        <translation>サーバーへのサインインに時間がかかりすぎました。</translation>
    </message>
    <message>
        <source>Nobody has accepted the host key of {title} yet. It shows {shown}. Nothing was sent. Compare it with the host&apos;s own, then accept it.</source>
        <translation>{title} のホスト鍵はまだ承認されていません（{shown}）。何も送信していません。ホスト側の鍵と照合してから承認してください。</translation>
    </message>
    <message>
        <source>The host key of {title} is not the pinned one: it shows {shown}. Nothing was sent. Another host may be answering there. An administrator must compare the keys.</source>
        <translation>{title} のホスト鍵が登録済みのものと違います（{shown}）。何も送信していません。別のホストが応答している可能性があります。管理者が鍵を照合してください。</translation>
    </message>
    <message>
        <source>The pinned host key of {title} cannot be read: it is no SHA256 fingerprint and no public key. Nothing was sent.</source>
        <translation>{title} の登録済みホスト鍵を読み取れません。SHA256 フィンガープリントでも公開鍵でもありません。何も送信していません。</translation>
    </message>
    <message>
        <source>it is of a kind that OpenSSH no longer takes</source>
        <translation>OpenSSH が対応しなくなった種類です</translation>
    </message>
    <message>
        <source>it is encrypted, and the record holds no passphrase</source>
        <translation>暗号化されていますが、レコードにパスフレーズがありません</translation>
    </message>
    <message>
        <source>its passphrase is wrong, or it is damaged</source>
        <translation>パスフレーズが違うか、壊れています</translation>
    </message>
    <message>
        <source>it is no private key in PEM or OpenSSH form</source>
        <translation>PEM 形式または OpenSSH 形式の秘密鍵ではありません</translation>
    </message>
    <message>
        <source>{title} belongs to no machine. Nothing was sent.</source>
        <translation>{title} はマシンに所属していません。何も送信していません。</translation>
    </message>
    <message>
        <source>sudo on {host} does not let {login} change accounts.</source>
        <translation>{host} の sudo では、{login} はアカウントを変更できません。</translation>
    </message>
    <message>
        <source>sudo no longer lets {login} do what it did a moment ago. Nothing was sent.</source>
        <translation>先ほどまで可能だった {login} の操作を、sudo が許可しなくなりました。何も送信していません。</translation>
    </message>
    <message>
        <source>{host} lets {login} in, and lets it run nothing (its shell, or a forced command).</source>
        <translation>{host} は {login} のサインインを許可しますが、何も実行させません（シェルまたは強制コマンド）。</translation>
    </message>
    <message>
        <source>sudo on {host} asks {login} for a terminal (requiretty in sudoers).</source>
        <translation>{host} の sudo は {login} に端末を求めています（sudoers の requiretty）。</translation>
    </message>
    <message>
        <source>sudo refuses the password of {login}. Nothing was sent.</source>
        <translation>sudo が {login} のパスワードを拒否しています。何も送信していません。</translation>
    </message>
    <message>
        <source>{host} lets {login} in, and asks for a new password before anything else. An administrator must set one there, or link another account as admin.</source>
        <translation>{host} は {login} のサインイン後、まず新しいパスワードを求めます。管理者がサーバーで設定するか、別のアカウントを管理者としてリンクしてください。</translation>
    </message>
    <message>
        <source>cannot be reached by SSH</source>
        <translation>SSH で接続できません</translation>
    </message>
    <message>
        <source>The host lets this account in without any secret.</source>
        <translation>このアカウントはシークレットなしでホストにサインインできます。</translation>
    </message>
    <message>
        <source>SSH key</source>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>{host} refuses the {what} of {login}, or has no such account.</source>
        <translation>{host} が {login} の{what}を拒否しているか、アカウントがありません。</translation>
    </message>
    <message>
        <source>{host} asks {login} for more than the {what} ({ways}).</source>
        <translation>{host} は {login} に{what}以外の認証も求めています（{ways}）。</translation>
    </message>
    <message>
        <source>{host} takes no {what} from {login}: it offers {ways}.</source>
        <translation>{host} は {login} の{what}を受け付けません。使えるのは {ways} です。</translation>
    </message>
    <message>
        <source>{host} ended the connection while {login} signed in: the account may have expired.</source>
        <translation>{login} のサインイン中に {host} が接続を切りました。アカウントが期限切れの可能性があります。</translation>
    </message>
    <message>
        <source>{title} has no password and no SSH key to sign in with. Nothing was sent.</source>
        <translation>{title} にサインイン用のパスワードも SSH 鍵もありません。何も送信していません。</translation>
    </message>
    <message>
        <source>The private key of {title} cannot be used: {error}. Nothing was sent.</source>
        <translation>{title} の秘密鍵を使えません: {error}。何も送信していません。</translation>
    </message>
    <message>
        <source>{who} belongs to {name} and could no longer be rotated.</source>
        <translation>{who} は {name} に所属しているため、ローテーションできなくなります。</translation>
    </message>
    <message>
        <source>{who} belong to {name} and could no longer be rotated.</source>
        <translation>{who} は {name} に所属しているため、ローテーションできなくなります。</translation>
    </message>
    <message>
        <source>{who} is a cloud identity of {name} and could no longer be rotated.</source>
        <translation>{who} は {name} の IAM ユーザーのため、ローテーションできなくなります。</translation>
    </message>
    <message>
        <source>{who} are cloud identities of {name} and could no longer be rotated.</source>
        <translation>{who} は {name} の IAM ユーザーのため、ローテーションできなくなります。</translation>
    </message>
    <message>
        <source>{who} is served by {name}: no account there could be rotated.</source>
        <translation>{who} は {name} が担当しているため、所属するアカウントをローテーションできなくなります。</translation>
    </message>
    <message>
        <source>{who} are served by {name}: no account there could be rotated.</source>
        <translation>{who} は {name} が担当しているため、所属するアカウントをローテーションできなくなります。</translation>
    </message>
    <message>
        <source>This version changes one secret of an account: its password or its SSH key.</source>
        <translation>このバージョンが変更するのは、アカウントのシークレット 1 つ（パスワードまたは SSH 鍵）です。</translation>
    </message>
    <message>
        <source>This version changes no SSH keys of {kind}.</source>
        <translation>このバージョンは {kind} の SSH 鍵を変更しません。</translation>
    </message>
    <message>
        <source>Choose one of the two in the rotation settings.</source>
        <translation>ローテーション設定でどちらか 1 つを選んでください。</translation>
    </message>
    <message>
        <source>Choose the password in the rotation settings.</source>
        <translation>ローテーション設定でパスワードを選んでください。</translation>
    </message>
    <message>
        <source>{key_id} is the only access key of {name}.</source>
        <translation>{key_id} は {name} のただ一つのアクセスキーです。</translation>
    </message>
    <message>
        <source>{key_id} is inactive; the new key will be active.</source>
        <translation>{key_id} は無効です。新しいキーは有効になります。</translation>
    </message>
    <message>
        <source>AWS had made the access key {key_id}, whose secret was not saved; it was deleted.</source>
        <translation>AWS はアクセスキー {key_id} を作っていましたが、シークレットを保存できなかったため削除しました。</translation>
    </message>
    <message>
        <source>The access key {key_id} before it was deleted.</source>
        <translation>前のアクセスキー {key_id} を削除しました。</translation>
    </message>
    <message>
        <source>While AWS was asked for a key and its answer was lost, {listed} came to be, and may be somebody else&apos;s.</source>
        <translation>AWS にキーを求めて応答が失われた間に {listed} が作られました。ほかの人のキーかもしれません。</translation>
    </message>
    <message>
        <source>The access key {key_id} before it was made active again in IAM, so it stays.</source>
        <translation>前のアクセスキー {key_id} は IAM で再び有効にされたため、残します。</translation>
    </message>
    <message>
        <source>An administrator must delete {key_id} in IAM once nothing uses it, or move its users to the key of this record first; then it can be rotated.</source>
        <translation>管理者は、{key_id} が使われなくなったら IAM で削除するか、先に利用側をこのレコードのキーに切り替えてください。その後ローテーションできます。</translation>
    </message>
    <message>
        <source>{key_id} ({whose}, {condition}, made {moment}, {use})</source>
        <translation>{key_id}({whose}、{condition}、作成 {moment}、{use})</translation>
    </message>
    <message>
        <source>{name} has two access keys already, and AWS allows no third: {listed}. {advice}</source>
        <translation>{name} にはすでに 2 つのアクセスキーがあり、AWS は 3 つ目を認めません: {listed}。{advice}</translation>
    </message>
    <message>
        <source>{title} holds the access key {key_id}, which is not among the keys of {name}. Clear the key in the record if it was deleted in IAM; then a new one can be made.</source>
        <translation>{title} のアクセスキー {key_id} は {name} のキーの中にありません。IAM で削除された場合は、レコードのキーを消すと新しいキーを作れます。</translation>
    </message>
    <message>
        <source>{title} holds the access key {key_id}, which belongs to {owner} and not to {name}.</source>
        <translation>{title} のアクセスキー {key_id} は {name} ではなく {owner} のものです。</translation>
    </message>
    <message>
        <source>{login} has no {place} on {host} yet; it is made.</source>
        <translation>{host} に {login} の {place} はまだありません。新しく作成します。</translation>
    </message>
    <message>
        <source>The present key of {login} does not stand in {place} of {host}: there is none to remove.</source>
        <translation>{host} の {place} に {login} の現在の鍵はなく、削除するものはありません。</translation>
    </message>
    <message>
        <source>SQL Server user</source>
        <translation>SQL Server のユーザー</translation>
    </message>
    <message>
        <source>SQL Server</source>
        <translation>SQL Server</translation>
    </message>
    <message>
        <source>SQL Server: Password Policy, Strong Passwords</source>
        <translation>SQL Server: Password Policy, Strong Passwords</translation>
    </message>
    <message>
        <source>ODBC Driver 18 for SQL Server</source>
        <translation>ODBC Driver 18 for SQL Server</translation>
    </message>
    <message>
        <source>The ODBC manager cannot be loaded ({missing}). An administrator of this machine must install unixODBC. Nothing was sent.</source>
        <translation>ODBC マネージャーを読み込めません({missing})。このマシンの管理者が unixODBC をインストールする必要があります。何も送信していません。</translation>
    </message>
    <message>
        <source>There is no Microsoft ODBC Driver 18 for SQL Server here. An administrator of this machine must install it. Nothing was sent.</source>
        <translation>ここには Microsoft ODBC Driver 18 for SQL Server がありません。このマシンの管理者がインストールする必要があります。何も送信していません。</translation>
    </message>
    <message>
        <source>a Windows login</source>
        <translation>Windows のログイン</translation>
    </message>
    <message>
        <source>a Windows group</source>
        <translation>Windows のグループ</translation>
    </message>
    <message>
        <source>a login of a certificate</source>
        <translation>証明書のログイン</translation>
    </message>
    <message>
        <source>a login of a key</source>
        <translation>キーのログイン</translation>
    </message>
    <message>
        <source>a Microsoft Entra login</source>
        <translation>Microsoft Entra のログイン</translation>
    </message>
    <message>
        <source>a Microsoft Entra group</source>
        <translation>Microsoft Entra のグループ</translation>
    </message>
    <message>
        <source>a role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>{name} is disabled on {title}; its new password can still be proved.</source>
        <translation>{name} は {title} で無効です。それでも新しいパスワードは確かめられます。</translation>
    </message>
    <message>
        <source>{title} has no account {login}, or does not show it to who asks.</source>
        <translation>{title} にアカウント {login} がないか、問い合わせた者には見えません。</translation>
    </message>
    <message>
        <source>not a login with a password</source>
        <translation>パスワードを持つログインではないもの</translation>
    </message>
    <message>
        <source>{login} on {title} is {what}: SQL Server keeps no password of it. Rotate it where its password is kept.</source>
        <translation>{title} の {login} は{what}です。SQL Server はそのパスワードを持っていません。パスワードが保管されている場所でローテーションしてください。</translation>
    </message>
    <message>
        <source>Whether the admin may change the password of {name} could not be read from {title}.</source>
        <translation>管理者が {name} のパスワードを変更できるかどうかを {title} から読み取れませんでした。</translation>
    </message>
    <message>
        <source>The admin may not change the password of {name} on {title}.</source>
        <translation>管理者は {title} の {name} のパスワードを変更できません。</translation>
    </message>
    <message>
        <source>Grant ALTER ANY LOGIN to the admin, or ALTER ANY USER in a contained database.</source>
        <translation>管理者に ALTER ANY LOGIN を、包含データベースでは ALTER ANY USER を付与してください。</translation>
    </message>
    <message>
        <source>{name} is locked on {title}, and a new password would not unlock it.</source>
        <translation>{name} は {title} でロックされています。新しいパスワードでは解除されません。</translation>
    </message>
    <message>
        <source>An administrator of {title} must unlock it.</source>
        <translation>{title} の管理者がロックを解除する必要があります。</translation>
    </message>
    <message>
        <source>{name} has to change its password on {title}; the change by an admin ends that.</source>
        <translation>{name} は {title} でパスワードの変更を求められています。管理者による変更でそれは終わります。</translation>
    </message>
    <message>
        <source>the answer is no PRELOGIN</source>
        <translation>応答が PRELOGIN ではありません</translation>
    </message>
    <message>
        <source>the server speaks another protocol</source>
        <translation>サーバーは別のプロトコルを使っています</translation>
    </message>
    <message>
        <source>the server has closed the connection</source>
        <translation>サーバーが接続を閉じました</translation>
    </message>
    <message>
        <source>The password is right; {login} is disabled on {server}.</source>
        <translation>パスワードは正しいものです。{login} は {server} で無効です。</translation>
    </message>
    <message>
        <source>The password is right; {login} has to change it on {server}.</source>
        <translation>パスワードは正しいものです。{login} は {server} でそれを変更する必要があります。</translation>
    </message>
    <message>
        <source>{title} refuses this password of {login}.</source>
        <translation>{title} は {login} のこのパスワードを拒否します。</translation>
    </message>
    <message>
        <source>KILL {number}</source>
        <translation>KILL {number}</translation>
    </message>
    <message>
        <source>SET LOCK_TIMEOUT 5000; SET XACT_ABORT ON</source>
        <translation>SET LOCK_TIMEOUT 5000; SET XACT_ABORT ON</translation>
    </message>
    <message>
        <source>{server} refuses the password of {login}, or has no such account.</source>
        <translation>{server} が {login} のパスワードを拒否しているか、そのアカウントがありません。</translation>
    </message>
    <message>
        <source>The password of {login} must be changed on {server} before it signs in.</source>
        <translation>{login} がサインインするには、先に {server} でパスワードを変更する必要があります。</translation>
    </message>
    <message>
        <source>{login} is disabled on {server}.</source>
        <translation>{login} は {server} で無効です。</translation>
    </message>
    <message>
        <source>{server} lets {login} in by Windows only.</source>
        <translation>{server} は {login} を Windows 認証でのみ受け入れます。</translation>
    </message>
    <message>
        <source>{login} may not open the database of {server}, or there is none of this name.</source>
        <translation>{login} は {server} のデータベースを開けないか、その名前のデータベースがありません。</translation>
    </message>
    <message>
        <source>SSL Provider</source>
        <translation>SSL Provider</translation>
    </message>
    <message>
        <source>{title} ({host}:{port}) cannot be reached. An administrator of the network must look.</source>
        <translation>{title}({host}:{port})に到達できません。ネットワークの管理者が調べる必要があります。</translation>
    </message>
    <message>
        <source>The authority of {title} is not known to this machine, and this version of SQL Server lets the driver believe no other. Nothing was sent. An administrator of this machine must add the authority to its certificates.</source>
        <translation>{title} の認証局をこのマシンは知りません。この版の SQL Server では、ドライバーはほかの認証局を信頼できません。何も送信していません。このマシンの管理者が認証局を証明書に追加する必要があります。</translation>
    </message>
    <message>
        <source>{title} ({host}:{port}) ended the connection. An administrator of the network must look.</source>
        <translation>{title}({host}:{port})が接続を終了しました。ネットワークの管理者が調べる必要があります。</translation>
    </message>
    <message>
        <source>ALTER {what} WITH PASSWORD = {literal}</source>
        <translation>ALTER {what} WITH PASSWORD = {literal}</translation>
    </message>
    <message>
        <source>ALTER {what} WITH PASSWORD = {literal} OLD_PASSWORD = {literal2}</source>
        <translation>ALTER {what} WITH PASSWORD = {literal} OLD_PASSWORD = {literal2}</translation>
    </message>
    <message>
        <source>The login of {title} is no name of a SQL Server account (1 to {longest} characters, no NUL). Nothing was sent.</source>
        <translation>{title} のログイン名は SQL Server のアカウント名ではありません(1 から {longest} 文字、NUL なし)。何も送信していません。</translation>
    </message>
    <message>
        <source>SQL Server takes no password of more than {longest} characters and none with a backslash before a line break. Nothing was sent for {title}.</source>
        <translation>SQL Server は {longest} 文字を超えるパスワードと、改行の前にバックスラッシュのあるパスワードを受け付けません。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>The password of {login} on {server} is too recent to be changed.</source>
        <translation>{server} の {login} のパスワードは新しすぎて、まだ変更できません。</translation>
    </message>
    <message>
        <source>{server} has no account {login}, {admin} may not change it, or the present password that is kept is wrong.</source>
        <translation>{server} にアカウント {login} がないか、{admin} に変更する権限がないか、保管されている現在のパスワードが違います。</translation>
    </message>
    <message>
        <source>Another session holds {login} on {server}.</source>
        <translation>{server} の {login} は別のセッションに占有されています。</translation>
    </message>
    <message>
        <source>Another session changes {login} on {server}.</source>
        <translation>{server} の {login} は別のセッションが変更しています。</translation>
    </message>
    <message>
        <source>The database of {login} on {server} is read-only.</source>
        <translation>{server} の {login} のデータベースは読み取り専用です。</translation>
    </message>
    <message>
        <source>SQL Server with CHECK_POLICY</source>
        <translation>CHECK_POLICY のある SQL Server</translation>
    </message>
    <message>
        <source>{login} cannot have this password: SQL Server keeps none of this length.</source>
        <translation>{login} がこのパスワードを持つことはありません。SQL Server はこの長さのパスワードを保存しません。</translation>
    </message>
    <message>
        <source>{title} belongs to no database of RDS. Nothing was sent.</source>
        <translation>{title} は RDS のデータベースに所属していません。何も送信されていません。</translation>
    </message>
    <message>
        <source>RDS knows no database {name} in {region}. Correct the database ID or the region in the record.</source>
        <translation>RDS の {region} にデータベース {name} はありません。レコードのデータベース ID またはリージョンを修正してください。</translation>
    </message>
    <message>
        <source>RDS takes no new master password for {identifier} now: it is not available. Wait until it is, then rotate again.</source>
        <translation>RDS は現在 {identifier} の新しいマスターパスワードを受け付けません。利用可能な状態ではありません。利用可能になってから、もう一度ローテーションしてください。</translation>
    </message>
    <message>
        <source>RDS takes no such master password for {identifier} ({engine}).</source>
        <translation>RDS は {identifier} ({engine}) にこのようなマスターパスワードを受け付けません。</translation>
    </message>
    <message>
        <source>set the master password of {identifier}</source>
        <translation>{identifier} のマスターパスワードの設定</translation>
    </message>
    <message>
        <source>describe the database {name}</source>
        <translation>データベース {name} の照会</translation>
    </message>
    <message>
        <source>RDS knows the {what} {identifier} ({engine}, {status}).</source>
        <translation>RDS に {what} {identifier} があります ({engine}、{status})。</translation>
    </message>
    <message>
        <source>With the password RDS also gives the master user of {identifier} its usual privileges again.</source>
        <translation>RDS はパスワードと同時に、{identifier} のマスターユーザーの通常の権限も元に戻します。</translation>
    </message>
    <message>
        <source>{caller} is allowed {action}.</source>
        <translation>{caller} には {action} が許可されています。</translation>
    </message>
    <message>
        <source>{title} was not erased: a rotation of {whose} has not ended, and without this record nobody could ask which secret works.</source>
        <translation>{title} は消去されていません。{whose}のローテーションが完了しておらず、このレコードがないと、どのシークレットが有効か確認できなくなります。</translation>
    </message>
    <message>
        <source>Whether {caller} is allowed {action} depends on the request itself, which IAM could not judge beforehand.</source>
        <translation>{caller} に {action} が許可されるかどうかはリクエスト自体によって決まり、IAM は事前に判断できませんでした。</translation>
    </message>
    <message>
        <source>{caller} is not allowed {action} on {resource}.</source>
        <translation>{caller} には {resource} への {action} が許可されていません。</translation>
    </message>
    <message>
        <source>RDS runs {engine} on {name}, but the record of {title} says {kind}.</source>
        <translation>RDS の {name} は {engine} ですが、{title} のレコードでは {kind} です。</translation>
    </message>
    <message>
        <source>Correct the type or the database ID in the record.</source>
        <translation>レコードの種類またはデータベース ID を修正してください。</translation>
    </message>
    <message>
        <source>The master user of {name} is {master}, not {login}.</source>
        <translation>{name} のマスターユーザーは {master} で、{login} ではありません。</translation>
    </message>
    <message>
        <source>Correct the login or the database ID in the record.</source>
        <translation>レコードのログイン名またはデータベース ID を修正してください。</translation>
    </message>
    <message>
        <source>{title} is at {host}, but RDS says that {name} is at {listed}.</source>
        <translation>{title} は {host} にありますが、RDS によると {name} は {listed} にあります。</translation>
    </message>
    <message>
        <source>Correct the host or the database ID in the record.</source>
        <translation>レコードのホストまたはデータベース ID を修正してください。</translation>
    </message>
    <message>
        <source>RDS sets no master password of {name} by ModifyDBInstance: it is RDS Custom, or Oracle in the multi-tenant configuration.</source>
        <translation>RDS は ModifyDBInstance では {name} のマスターパスワードを設定しません。RDS Custom、またはマルチテナント構成の Oracle です。</translation>
    </message>
    <message>
        <source>Change it in the database.</source>
        <translation>データベース内で変更してください。</translation>
    </message>
    <message>
        <source>RDS is still setting another master password of {name}.</source>
        <translation>RDS は {name} の別のマスターパスワードを設定している途中です。</translation>
    </message>
    <message>
        <source>Wait until it is available, then rotate again.</source>
        <translation>利用可能になってから、もう一度ローテーションしてください。</translation>
    </message>
    <message>
        <source>RDS manages the master password of {name} itself, in {secret_arn}.</source>
        <translation>RDS が {name} のマスターパスワードを {secret_arn} で管理しています。</translation>
    </message>
    <message>
        <source>Take it out of the rotation, or turn ManageMasterUserPassword off.</source>
        <translation>ローテーションの対象から外すか、ManageMasterUserPassword をオフにしてください。</translation>
    </message>
    <message>
        <source>RDS takes no new master password for {name} while its status is {status}.</source>
        <translation>状態が {status} の間、RDS は {name} の新しいマスターパスワードを受け付けません。</translation>
    </message>
    <message>
        <source>RDS API: ModifyDBInstance and ModifyDBCluster, MasterUserPassword</source>
        <translation>RDS API: ModifyDBInstance と ModifyDBCluster の MasterUserPassword</translation>
    </message>
    <message>
        <source>RDS for {name}</source>
        <translation>RDS for {name}</translation>
    </message>
    <message>
        <source>RDS master user ({name})</source>
        <translation>RDS マスターユーザー ({name})</translation>
    </message>
    <message>
        <source>RDS sets the password by {operation}, because {why}.</source>
        <translation>{why}ため、RDS が {operation} でパスワードを設定します。</translation>
    </message>
    <message>
        <source>RDS does not tell of {resource_name}; the password is changed in the database.</source>
        <translation>RDS は {resource_name} の情報を返しません。パスワードはデータベース内で変更されます。</translation>
    </message>
    <message>
        <source>Allow rds:DescribeDBInstances and rds:DescribeDBClusters to the sign-in.</source>
        <translation>サインインに rds:DescribeDBInstances と rds:DescribeDBClusters を許可してください。</translation>
    </message>
    <message>
        <source>rds:{operation} {kind}={identifier} MasterUserPassword=*** ({region})</source>
        <translation>rds:{operation} {kind}={identifier} MasterUserPassword=*** ({region})</translation>
    </message>
    <message>
        <source>Wait until RDS has set the master password of {identifier}.</source>
        <translation>RDS が {identifier} のマスターパスワードを設定するまで待ちます。</translation>
    </message>
    <message>
        <source>master user</source>
        <translation>マスターユーザー</translation>
    </message>
    <message>
        <source>managed by Secrets Manager</source>
        <translation>Secrets Manager による管理</translation>
    </message>
    <message>
        <source>{title} asks for it</source>
        <translation>{title} で指定されている</translation>
    </message>
    <message>
        <source>{login} signs in with the present password, and changes it in the database.</source>
        <translation>{login} は現在のパスワードでサインインし、データベース内で変更します。</translation>
    </message>
    <message>
        <source>RDS is still setting the master password of {identifier}.</source>
        <translation>RDS は {identifier} のマスターパスワードを設定している途中です。</translation>
    </message>
    <message>
        <source>The database of {identifier} may take the new password a moment later.</source>
        <translation>{identifier} のデータベースが新しいパスワードを受け付けるまで、少し時間がかかることがあります。</translation>
    </message>
    <message>
        <source>no password is kept here</source>
        <translation>パスワードが保存されていません</translation>
    </message>
    <message>
        <source>the present password does not let {login} in</source>
        <translation>現在のパスワードでは {login} がサインインできない</translation>
    </message>
    <message>
        <source>{name} clusters</source>
        <translation>{name} のクラスター</translation>
    </message>
    <message>
        <source>Linux user&apos;s SSH key</source>
        <translation>Linux ユーザーの SSH 鍵</translation>
    </message>
    <message>
        <source>A new key, {algorithm} {fingerprint}, is saved here.</source>
        <translation>新しい鍵（{algorithm} {fingerprint}）をここに保存しました。</translation>
    </message>
    <message>
        <source>Make a key pair of the kind of the present one and save it here first.</source>
        <translation>現在の鍵と同じ種類の鍵ペアを作り、先にここへ保存します。</translation>
    </message>
    <message>
        <source>the folder could not be made</source>
        <translation>フォルダーを作成できませんでした</translation>
    </message>
    <message>
        <source>it could not be written (a full disk, or a file that may not be changed)</source>
        <translation>書き込めませんでした（ディスクがいっぱいか、変更できないファイルです）</translation>
    </message>
    <message>
        <source>somebody else changed it at the same moment</source>
        <translation>同時に別の変更がありました</translation>
    </message>
    <message>
        <source>{host} did not say whether it took the new key of {login}.</source>
        <translation>{host} が {login} の新しい鍵を受け付けたかどうか、応答がありませんでした。</translation>
    </message>
    <message>
        <source>The host takes its keys from elsewhere than a file (AuthorizedKeysFile none). Nothing was sent.</source>
        <translation>ホストはファイル以外から鍵を読み取ります（AuthorizedKeysFile none）。何も送信していません。</translation>
    </message>
    <message>
        <source>{place} cannot be read as the account itself. Nothing was sent.</source>
        <translation>アカウント自身では {place} を読み取れません。何も送信していません。</translation>
    </message>
    <message>
        <source>The authorized_keys of {login} on {host} is as it was: {reasons}.</source>
        <translation>{host} の {login} の authorized_keys は変更されていません: {reasons}。</translation>
    </message>
    <message>
        <source>, with its options {decode}</source>
        <translation>（オプション {decode} を維持）</translation>
    </message>
    <message>
        <source>other lines</source>
        <translation>ほかの行</translation>
    </message>
    <message>
        <source>{title} does not let {login} in by a new key of the kind {algorithm}; it was taken out of authorized_keys again.</source>
        <translation>{title} は {login} の新しい鍵（{algorithm}）でのサインインを許可しません。authorized_keys から元どおり削除しました。</translation>
    </message>
    <message>
        <source>sudo lets {login} run chpasswd on {title}, and nothing else: that changes no SSH key.</source>
        <translation>sudo で {login} が {title} で実行できるのは chpasswd だけで、SSH 鍵は変更できません。</translation>
    </message>
    <message>
        <source>{login} signed in to {host} with the key alone.</source>
        <translation>{login} が鍵だけで {host} にサインインしました。</translation>
    </message>
    <message>
        <source>The key is right; {host} asks {login} for more besides.</source>
        <translation>鍵は正しいですが、{host} は {login} に追加の認証を求めています。</translation>
    </message>
    <message>
        <source>{title} takes no SSH keys from {login}.</source>
        <translation>{title} は {login} の SSH 鍵を受け付けません。</translation>
    </message>
    <message>
        <source>The key is right; the account {login} has expired on {host}.</source>
        <translation>鍵は正しいですが、{host} のアカウント {login} は期限切れです。</translation>
    </message>
    <message>
        <source>{host} did not say whether it took the new key of {login}; {login2} lost the connection.</source>
        <translation>{host} が {login} の新しい鍵を受け付けたかどうか、応答がありませんでした。{login2} の接続が切れました。</translation>
    </message>
    <message>
        <source>A program that {login} ran on the host to look at the account failed (status {status}).</source>
        <translation>{login} がアカウントを調べるためにホストで実行したプログラムが失敗しました（ステータス {status}）。</translation>
    </message>
    <message>
        <source>ssm:SendCommand {shell} {name}: make a key for one password ({region})</source>
        <translation>ssm:SendCommand {shell} {name}: パスワード 1 件用の鍵を作成（{region}）</translation>
    </message>
    <message>
        <source>ssm:SendCommand {shell} {name}: open the envelope and give it to {what}</source>
        <translation>ssm:SendCommand {shell} {name}: 暗号化したパスワードを復号して渡す: {what}</translation>
    </message>
    <message>
        <source>Windows local user&apos;s password, by AWS Systems Manager</source>
        <translation>Windows ローカルユーザーのパスワード（AWS Systems Manager 経由）</translation>
    </message>
    <message>
        <source>The agent of {host} does not run commands as SYSTEM.</source>
        <translation>{host} のエージェントは SYSTEM としてコマンドを実行していません。</translation>
    </message>
    <message>
        <source>The certificate of {title} is signed by no authority that is known here ({shown}). Nothing was sent. An administrator must enter the authority&apos;s certificate in the record, or compare the fingerprint and accept it.</source>
        <translation>{title} の証明書は、ここで信頼されている認証局の署名がありません（{shown}）。何も送信していません。管理者がレコードに認証局の証明書を入力するか、フィンガープリントを照合して承認する必要があります。</translation>
    </message>
    <message>
        <source>TLS is off in the record {title}, and a password is never sent without it. Nothing was sent. Turn TLS on in the record, or pin the server&apos;s certificate.</source>
        <translation>レコード {title} の TLS がオフです。TLS なしでパスワードを送ることはありません。何も送信していません。レコードで TLS をオンにするか、サーバーの証明書を登録してください。</translation>
    </message>
    <message>
        <source>The certificate of {title} is not the pinned one: it shows {shown}. Nothing was sent. An administrator must compare the certificates.</source>
        <translation>{title} の証明書が登録済みのものと違います（{shown}）。何も送信していません。管理者が証明書を照合してください。</translation>
    </message>
    <message>
        <source>{title} and PamDesk agreed on no TLS connection ({reason}). Nothing was sent.</source>
        <translation>{title} と TLS 接続を確立できませんでした（{reason}）。何も送信していません。</translation>
    </message>
    <message>
        <source>its fingerprint could not be read</source>
        <translation>フィンガープリントを読み取れませんでした</translation>
    </message>
    <message>
        <source>The certificate of {title} is not made out for {host} ({shown}). Nothing was sent. An administrator must correct the host in the record.</source>
        <translation>{title} の証明書は {host} 用のものではありません（{shown}）。何も送信していません。管理者がレコードのホストを修正する必要があります。</translation>
    </message>
    <message>
        <source>The certificate of {title} is not valid today ({shown}). Nothing was sent. An administrator of the server must renew it.</source>
        <translation>{title} の証明書は現在有効ではありません（{shown}）。何も送信していません。サーバーの管理者が更新する必要があります。</translation>
    </message>
    <message>
        <source>The CA certificate in the record {title} cannot be read as PEM. Nothing was sent.</source>
        <translation>レコード {title} の CA 証明書を PEM として読み取れません。何も送信していません。</translation>
    </message>
    <message>
        <source>The pinned fingerprint of {title} is no SHA-256. Nothing was sent.</source>
        <translation>{title} の登録済みフィンガープリントは SHA-256 ではありません。何も送信していません。</translation>
    </message>
    <message>
        <source>The login of {title} is no name of a {product} account (1 to {longest} bytes, no NUL). Nothing was sent.</source>
        <translation>{title} のログイン名は {product} のアカウント名として使えません（1 から {longest} バイト、NUL 不可）。何も送信していません。</translation>
    </message>
    <message>
        <source>{product} takes no empty password and none with a NUL character. Nothing was sent for {title}.</source>
        <translation>{product} では空のパスワードと NUL を含むパスワードは使えません。{title} には何も送信していません。</translation>
    </message>
    <message>
        <source>AWS was not asked, because too many calls wait for their turn. It can be tried again later.</source>
        <translation>待機中の呼び出しが多すぎるため、AWS に問い合わせませんでした。後でもう一度試せます。</translation>
    </message>
    <message>
        <source>The region {region} belongs to the partition {its}, but the sign-in is to {mine}. An administrator must correct one of them.</source>
        <translation>リージョン {region} はパーティション {its} に属していますが、サインイン先は {mine} です。管理者がどちらかを修正する必要があります。</translation>
    </message>
    <message>
        <source>its certificate was not accepted</source>
        <translation>証明書を確認できませんでした</translation>
    </message>
    <message>
        <source>its credentials could not be renewed</source>
        <translation>資格情報を更新できませんでした</translation>
    </message>
    <message>
        <source>the answer could not be read</source>
        <translation>応答を読み取れませんでした</translation>
    </message>
    <message>
        <source>AWS did not say whether it could {doing}: {fault}.</source>
        <translation>{doing}ができたかどうか、AWS の応答から確認できませんでした: {fault}。</translation>
    </message>
    <message>
        <source>AWS asks for fewer calls and did not {doing}. It can be tried again later.</source>
        <translation>AWS が呼び出しの頻度を下げるよう求めており、{doing}は行われませんでした。後でもう一度試せます。</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>the answer was lost</source>
        <translation>応答が失われました</translation>
    </message>
    <message>
        <source>a value does not fit the API</source>
        <translation>API に合わない値があります</translation>
    </message>
    <message>
        <source>AWS did not {doing}, because {fault}.</source>
        <translation>AWS で{doing}は行われませんでした: {fault}。</translation>
    </message>
    <message>
        <source>AWS refused to {doing}: {fault}.</source>
        <translation>AWS が{doing}を拒否しました: {fault}。</translation>
    </message>
    <message>
        <source>AWS refused to {doing}.</source>
        <translation>AWS が{doing}を拒否しました。</translation>
    </message>
    <message>
        <source>it answered with a failure of its own</source>
        <translation>AWS 側の障害です</translation>
    </message>
    <message>
        <source>it is busy</source>
        <translation>混み合っています</translation>
    </message>
    <message>
        <source>the role of this instance</source>
        <translation>このインスタンスのロール</translation>
    </message>
    <message>
        <source>the role of this container</source>
        <translation>このコンテナーのロール</translation>
    </message>
    <message>
        <source>the access key of the configuration</source>
        <translation>構成のアクセスキー</translation>
    </message>
    <message>
        <source>the profile of the configuration</source>
        <translation>構成のプロファイル</translation>
    </message>
    <message>
        <source>{title}: AWS did not say who {whom} is ({fault}).</source>
        <translation>{title}: AWS から{whom}の身元を確認できませんでした（{fault}）。</translation>
    </message>
    <message>
        <source>{title}: the profile {profile} is not on this machine, or holds no credentials.</source>
        <translation>{title}: プロファイル {profile} がこのコンピューターにないか、資格情報を含んでいません。</translation>
    </message>
    <message>
        <source>{words} (to become {role_arn})</source>
        <translation>{words}（{role_arn} の引き受け）</translation>
    </message>
    <message>
        <source>{title}: AWS refused {whom}, because this machine&apos;s clock is not right. An administrator must let a time service set it.</source>
        <translation>{title}: このマシンの時計が正しくないため、AWS は{whom}を拒否しました。管理者が時刻サービスで時計を合わせる必要があります。</translation>
    </message>
    <message>
        <source>{title}: AWS refused {whom}. An administrator must correct it.</source>
        <translation>{title}: AWS が{whom}を拒否しました。管理者が修正する必要があります。</translation>
    </message>
    <message>
        <source>{title}: {words} belongs to AWS account {account_id}, but the configuration is for account {account_id2}. An administrator must correct one of them.</source>
        <translation>{title}: {words}は AWS アカウント {account_id} のものですが、構成はアカウント {account_id2} 用です。管理者がどちらかを修正する必要があります。</translation>
    </message>
    <message>
        <source>{title}: {words} belongs to the partition {partition}, but the configuration is for {partition_name}. An administrator must correct one of them.</source>
        <translation>{title}: {words}はパーティション {partition} のものですが、構成は {partition_name} 用です。管理者がどちらかを修正する必要があります。</translation>
    </message>
    <message>
        <source>its endpoint is on this machine, where no role is asked for</source>
        <translation>エンドポイントがこのコンピューターにあるため、ロールを求めません</translation>
    </message>
    <message>
        <source>{title} signs in to AWS only with the role of this machine, and {reason}. An administrator must attach a role to the machine, or store an access key.</source>
        <translation>{title} はこのコンピューターのロールだけで AWS にサインインしますが、次の理由で使えません: {reason}。管理者がロールを割り当てるか、アクセスキーを保存する必要があります。</translation>
    </message>
    <message>
        <source>{title} cannot sign in to AWS: {reason}, and the configuration holds no access key. An administrator must attach a role to the machine, or store an access key.</source>
        <translation>{title} は AWS にサインインできません: {reason}。構成にアクセスキーもありません。管理者がロールを割り当てるか、アクセスキーを保存する必要があります。</translation>
    </message>
    <message>
        <source>the role of this machine is not allowed to do it</source>
        <translation>このコンピューターのロールには許可がありません</translation>
    </message>
    <message>
        <source>the container&apos;s credential endpoint</source>
        <translation>コンテナーの資格情報エンドポイント</translation>
    </message>
    <message>
        <source>the instance metadata service</source>
        <translation>インスタンスメタデータサービス</translation>
    </message>
    <message>
        <source>the container&apos;s credential endpoint is neither https nor on this machine</source>
        <translation>コンテナーの資格情報エンドポイントが https でもこのコンピューターでもありません</translation>
    </message>
    <message>
        <source>the instance metadata service refused a session token (HTTP {status})</source>
        <translation>インスタンスメタデータサービスがセッショントークンを拒否しました（HTTP {status}）</translation>
    </message>
    <message>
        <source>the machine is an EC2 instance without a role</source>
        <translation>この EC2 インスタンスにロールがありません</translation>
    </message>
    <message>
        <source>the container&apos;s authorization token holds a line break</source>
        <translation>コンテナーの認証トークンに改行があります</translation>
    </message>
    <message>
        <source>{hostname} did not answer in time</source>
        <translation>{hostname} が時間内に応答しませんでした</translation>
    </message>
    <message>
        <source>{where} gave no credentials (HTTP {status})</source>
        <translation>{where}から資格情報を取得できませんでした（HTTP {status}）</translation>
    </message>
    <message>
        <source>no role answered within {seconds} seconds</source>
        <translation>{seconds} 秒以内に応答するロールがありませんでした</translation>
    </message>
    <message>
        <source>the file of the container&apos;s authorization token cannot be read</source>
        <translation>コンテナーの認証トークンのファイルを読み取れません</translation>
    </message>
    <message>
        <source>{hostname} does not offer a role</source>
        <translation>{hostname} はロールを提供していません</translation>
    </message>
    <message>
        <source>{where} gave an answer that holds no credentials</source>
        <translation>{where}の応答に資格情報がありません</translation>
    </message>
    <message>
        <source>{title}: the endpoint {endpoint_url} is not https, and secrets would travel in clear text.</source>
        <translation>{title}: エンドポイント {endpoint_url} が https ではないため、シークレットが平文で送られることになります。</translation>
    </message>
    <message>
        <source>secret access key</source>
        <translation>シークレットアクセスキー</translation>
    </message>
    <message>
        <source>access key id</source>
        <translation>アクセスキー ID</translation>
    </message>
    <message>
        <source>{title}: the {missing} is missing.</source>
        <translation>{title}: {missing}がありません。</translation>
    </message>
    <message>
        <source>{title}: an external id is given, but no role that it would belong to.</source>
        <translation>{title}: 外部 ID がありますが、対応するロールがありません。</translation>
    </message>
    <message>
        <source>The change of {title} was given up before anything was sent.</source>
        <translation>{title} の変更は、送信前に取りやめました。</translation>
    </message>
    <message>
        <source>The time to change {title} ran out before anything was sent.</source>
        <translation>{title} の変更は、送信前に時間切れになりました。</translation>
    </message>
    <message>
        <source>{where} answered and proved who it is.</source>
        <translation>{where} が応答し、本物であることを確認しました。</translation>
    </message>
    <message>
        <source>A new password of {length} characters is saved here.</source>
        <translation>{length} 文字の新しいパスワードをここに保存しました。</translation>
    </message>
    <message>
        <source>Sent to {where}.</source>
        <translation>{where} に送信しました。</translation>
    </message>
    <message>
        <source>{where} gave no answer in time.</source>
        <translation>{where} が時間内に応答しませんでした。</translation>
    </message>
    <message>
        <source>The driver of {kind} failed.</source>
        <translation>{kind} のドライバーに障害がありました。</translation>
    </message>
    <message>
        <source>{title} is not an AWS configuration.</source>
        <translation>{title} は AWS 構成ではありません。</translation>
    </message>
    <message>
        <source>AWS account {account_id} answers, and knows {arn} by {whom}.</source>
        <translation>AWS アカウント {account_id} が応答し、{whom}を {arn} と認識しました。</translation>
    </message>
    <message>
        <source>{who}, which takes on {role}</source>
        <translation>{role} を引き受ける{who}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock and AWS&apos;s agree to the minute.</source>
        <translation>このマシンの時計と AWS の時計の差は 1 分未満です。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {seconds} seconds ahead of AWS&apos;s, which refuses calls that are five minutes off.</source>
        <translation>このマシンの時計は AWS より {seconds} 秒進んでいます。5 分ずれた呼び出しは AWS に拒否されます。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {seconds} seconds behind AWS&apos;s, which refuses calls that are five minutes off.</source>
        <translation>このマシンの時計は AWS より {seconds} 秒遅れています。5 分ずれた呼び出しは AWS に拒否されます。</translation>
    </message>
    <message>
        <source>{title} was left out. {reason}</source>
        <translation>{title} は対象から外しました。{reason}</translation>
    </message>
    <message>
        <source>AWS could not be asked about {title}. {message}</source>
        <translation>{title} について AWS に問い合わせできませんでした。{message}</translation>
    </message>
    <message>
        <source>Let a time service set the clock.</source>
        <translation>時刻サービスで時計を合わせてください。</translation>
    </message>
    <message>
        <source>say who signs in</source>
        <translation>サインインした ID の確認</translation>
    </message>
    <message>
        <source>Check host and port in the record, and that the network lets this machine through.</source>
        <translation>レコードのホストとポート、およびこのマシンからの通信がネットワークで許可されていることを確認してください。</translation>
    </message>
    <message>
        <source>Compare it with the host&apos;s own, then accept it.</source>
        <translation>ホスト自身のものと照合してから承認してください。</translation>
    </message>
    <message>
        <source>{title} shows {shown}, and something else or nothing is pinned.</source>
        <translation>{title} が提示した {shown} は、固定されているものと異なるか、まだ何も固定されていません。</translation>
    </message>
    <message>
        <source>AWS sets the passwords on {title}; no admin is needed.</source>
        <translation>{title} のパスワードは AWS が設定するため、管理者アカウントは不要です。</translation>
    </message>
    <message>
        <source>{title} has no admin. Accounts on it can only change their own secret, where they know it.</source>
        <translation>{title} に管理者アカウントがありません。このリソースのアカウントは、自分のシークレットがここにある場合に限り、自分で変更できます。</translation>
    </message>
    <message>
        <source>The admin {title} of {title2} has no secret here to sign in with.</source>
        <translation>{title2} の管理者アカウント {title} には、サインインに使うシークレットがここにありません。</translation>
    </message>
    <message>
        <source>The sign-in of {title} was refused lately, and is not tried again for half an hour.</source>
        <translation>{title} のサインインは先ほど拒否されたため、30 分間は再試行しません。</translation>
    </message>
    <message>
        <source>{title} signs in to {place}, which has proved who it is.</source>
        <translation>{place} の身元を確認し、{title} はサインインできました。</translation>
    </message>
    <message>
        <source>{place} does not let {title} in.</source>
        <translation>{place} は {title} のサインインを受け付けません。</translation>
    </message>
    <message>
        <source>{title} did not answer at {host}:{port} in five seconds.</source>
        <translation>{title} は {host}:{port} で 5 秒以内に応答しませんでした。</translation>
    </message>
    <message>
        <source>No name server knows the host {host} of {title}.</source>
        <translation>{title} のホスト {host} を名前解決できません。</translation>
    </message>
    <message>
        <source>{title} cannot be reached at {host}:{port} ({strerror}).</source>
        <translation>{title} に {host}:{port} で接続できません（{strerror}）。</translation>
    </message>
    <message>
        <source>{title} answers at {host}:{port}.</source>
        <translation>{title} は {host}:{port} で応答しています。</translation>
    </message>
    <message>
        <source>{title} shows what is pinned: {shown}.</source>
        <translation>{title} は固定されているとおりの {shown} を提示しました。</translation>
    </message>
    <message>
        <source>Enter it in the admin&apos;s record.</source>
        <translation>管理者アカウントのレコードに入力してください。</translation>
    </message>
    <message>
        <source>Enter its present password, then rotate an account.</source>
        <translation>現在のパスワードを入力してから、アカウントをローテーションしてください。</translation>
    </message>
    <message>
        <source>Enter the admin&apos;s present password in its record.</source>
        <translation>管理者アカウントの現在のパスワードをレコードに入力してください。</translation>
    </message>
    <message>
        <source>A new password of {length} characters keeps the complexity and the rules of {name}.</source>
        <translation>{length} 文字の新しいパスワードは、複雑さの設定と {name} の規則を満たします。</translation>
    </message>
    <message>
        <source>{title} names a gateway that this vault does not have.</source>
        <translation>{title} が指定するゲートウェイは、このボールトにありません。</translation>
    </message>
    <message>
        <source>Rotation is off for {title}.</source>
        <translation>{title} のローテーションはオフです。</translation>
    </message>
    <message>
        <source>An administrator can turn it on in its record.</source>
        <translation>管理者がレコードでオンにできます。</translation>
    </message>
    <message>
        <source>“{title}” has nothing that a rotation needs, so there is nothing to check.</source>
        <translation>「{title}」にはローテーションに必要なものがないため、確認する対象がありません。</translation>
    </message>
    <message>
        <source>{name} serves {title}.</source>
        <translation>{name} が {title} を担当しています。</translation>
    </message>
    <message>
        <source>Choose one in its record.</source>
        <translation>レコードで選択してください。</translation>
    </message>
    <message>
        <source>The application of {name} may not read {title}.</source>
        <translation>{name} のアプリケーションは {title} を読み取れません。</translation>
    </message>
    <message>
        <source>Assign its shared folder to the application.</source>
        <translation>共有フォルダーをアプリケーションに割り当ててください。</translation>
    </message>
    <message>
        <source>The old one goes on working until {moment} at least.</source>
        <translation>古いものは少なくとも {moment} まで使えます。</translation>
    </message>
    <message>
        <source>The one before it was not made by this vault, so it goes on working: an administrator of {where} can remove it once nothing uses it.</source>
        <translation>前のものはこの保管庫が作ったものではないため、引き続き使えます。使われなくなったら {where} の管理者が削除できます。</translation>
    </message>
    <message>
        <source>{title} was rotated, and its secret before is being taken out of service on {where}. It can be rotated again after {moment}.</source>
        <translation>{title} はローテーション済みで、前のシークレットを {where} で停止する途中です。{moment} 以降に再びローテーションできます。</translation>
    </message>
    <message>
        <source>The old one works. Whether a new one was made is not known yet. {when}</source>
        <translation>古いものは使えます。新しいものが作られたかどうかはまだわかりません。{when}</translation>
    </message>
    <message>
        <source>It shows nothing new yet, and may show it late.</source>
        <translation>新しいものはまだ見えません。遅れて現れることがあります。</translation>
    </message>
    <message>
        <source>{where} made nothing new; the old one still works. Try again makes a new one.</source>
        <translation>{where} は新しいものを作りませんでした。古いものは使えます。もう一度実行すると新しく作ります。</translation>
    </message>
    <message>
        <source>{where} does not take the new one, and has it no more; the old one still works. Try again makes a new one.</source>
        <translation>{where} は新しいものを受け付けず、もう持っていません。古いものは使えます。もう一度実行すると新しく作ります。</translation>
    </message>
    <message>
        <source>{title} signs in with the new one from now on.</source>
        <translation>{title} は今後、新しいものでサインインします。</translation>
    </message>
    <message>
        <source>PamDesk looks again at {moment}.</source>
        <translation>PamDesk は {moment} にもう一度確かめます。</translation>
    </message>
    <message>
        <source>Ask again when it answers.</source>
        <translation>応答するようになったら、もう一度問い合わせてください。</translation>
    </message>
    <message>
        <source>The old one still works on {where}; PamDesk tries again at {moment} to end it. {why}</source>
        <translation>古いものは {where} でまだ使えます。PamDesk は {moment} にもう一度停止を試みます。{why}</translation>
    </message>
    <message>
        <source>The old one still works on {where}; PamDesk tries again at {moment} to end it.</source>
        <translation>古いものは {where} でまだ使えます。PamDesk は {moment} にもう一度停止を試みます。</translation>
    </message>
    <message>
        <source>The old one still works and stays. {why} Try again makes a new one.</source>
        <translation>古いものは使え、そのまま残ります。{why}もう一度実行すると新しく作ります。</translation>
    </message>
    <message>
        <source>{host} did not answer several times in a row, so it is left alone for a minute.</source>
        <translation>{host} が続けて応答しないため、1 分間接続を控えます。</translation>
    </message>
    <message>
        <source>{title} has no admin. Link one, then check again.</source>
        <translation>{title} に管理者アカウントがありません。リンクしてから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>{title} is not a PAM User; only PAM Users are rotated.</source>
        <translation>{title} は PAM ユーザーではありません。ローテーションできるのは PAM ユーザーだけです。</translation>
    </message>
    <message>
        <source>{title} is managed by AWS, which rotates it itself.</source>
        <translation>{title} は AWS が管理し、AWS 自身がローテーションします。</translation>
    </message>
    <message>
        <source>{title} has no rotation settings. Choose a method first.</source>
        <translation>{title} にローテーション設定がありません。先に方法を選択してください。</translation>
    </message>
    <message>
        <source>{title} is linked to nothing. Link it to the resource it belongs to.</source>
        <translation>{title} はどこにもリンクされていません。所属するリソースにリンクしてください。</translation>
    </message>
    <message>
        <source>{title} has no PAM Configuration. Link one, so that a gateway serves it.</source>
        <translation>{title} に PAM 構成がありません。リンクすると、ゲートウェイが担当します。</translation>
    </message>
    <message>
        <source>Rotation is off for {title}. An administrator can turn it on.</source>
        <translation>{title} のローテーションはオフです。管理者がオンにできます。</translation>
    </message>
    <message>
        <source>{title} has no {noun} here to sign in with, and {title2} has no admin. Link an admin.</source>
        <translation>{title} にサインイン用の{noun}がなく、{title2} に管理者アカウントもありません。管理者をリンクしてください。</translation>
    </message>
    <message>
        <source>{title} names a gateway that this vault does not have. Choose one.</source>
        <translation>{title} のゲートウェイがこの保管庫にありません。ゲートウェイを選択してください。</translation>
    </message>
    <message>
        <source>{title} needs a {name} to be rotated as {kind}.</source>
        <translation>{title} を{kind}としてローテーションするには {name} が必要です。</translation>
    </message>
    <message>
        <source>{title} is linked to no AWS configuration. Link it as an IAM user first.</source>
        <translation>{title} は AWS 構成にリンクされていません。先に IAM ユーザーとしてリンクしてください。</translation>
    </message>
    <message>
        <source>The application of {name} may not read {title}. Assign its shared folder to the application.</source>
        <translation>{name} のアプリケーションには {title} を読み取る権限がありません。アプリケーションに共有フォルダーを割り当ててください。</translation>
    </message>
    <message>
        <source>Sign in to {where} as {login} with the new {noun}.</source>
        <translation>{login} として新しい{noun}で {where} にサインインします。</translation>
    </message>
    <message>
        <source>{title} lives on {where} and is changed by {by}.</source>
        <translation>{title} は {where} にあり、{by}変更します。</translation>
    </message>
    <message>
        <source>{title} lives on {where}, and AWS may change it.</source>
        <translation>{title} は {where} にあり、AWS が変更することがあります。</translation>
    </message>
    <message>
        <source>Make a password of {length} characters and save it here first.</source>
        <translation>{length} 文字のパスワードを作り、先にここへ保存します。</translation>
    </message>
    <message>
        <source>the linked admin</source>
        <translation>リンクした管理者が</translation>
    </message>
    <message>
        <source>Run the script {name} of {title}.</source>
        <translation>{title} のスクリプト {name} を実行します。</translation>
    </message>
    <message>
        <source>{min_length} to {max_length} characters</source>
        <translation>{min_length} から {max_length} 文字</translation>
    </message>
    <message>
        <source> Once it is proved, remove the line of {fingerprint}.</source>
        <translation>確認後、{fingerprint} の行を削除します。</translation>
    </message>
    <message>
        <source>Add the new public key to {place}{kept}.{removed}</source>
        <translation>新しい公開鍵を {place} に追加します{kept}。{removed}</translation>
    </message>
    <message>
        <source>{name} was {before}, is {after}</source>
        <translation>{name}: {before} → {after}</translation>
    </message>
    <message>
        <source>could not be compared ({message})</source>
        <translation>比較できませんでした（{message}）</translation>
    </message>
    <message>
        <source>could not be compared (PamDesk met a fault of its own)</source>
        <translation>比較できませんでした（PamDesk 自体の不具合）</translation>
    </message>
    <message>
        <source>Another PamDesk has rotated it meanwhile.</source>
        <translation>その間に別の PamDesk がローテーションしました。</translation>
    </message>
    <message>
        <source>PamDesk met a fault of its own; the crash report names it.</source>
        <translation>PamDesk 自体に不具合がありました。クラッシュレポートに記録されています。</translation>
    </message>
    <message>
        <source>{title} was linked anew while it waited. Rotate it again.</source>
        <translation>{title} は待機中にリンクが変更されました。もう一度ローテーションしてください。</translation>
    </message>
    <message>
        <source>Nothing was left to ask.</source>
        <translation>確認するものは残っていません。</translation>
    </message>
    <message>
        <source>Neither the first line of the script “{name}” nor its name says what runs it. Name its interpreter.</source>
        <translation>スクリプト「{name}」の 1 行目からも名前からも実行方法がわかりません。インタープリターを指定してください。</translation>
    </message>
    <message>
        <source>{names}, which runs the script “{name}”, is not on this machine.</source>
        <translation>スクリプト「{name}」を実行する {names} が、このコンピューターにありません。</translation>
    </message>
    <message>
        <source>The script {name} failed with exit status {code}.</source>
        <translation>スクリプト {name} が終了ステータス {code} で失敗しました。</translation>
    </message>
    <message>
        <source>The script {name} was ended after {seconds} seconds: it had not come to its end.</source>
        <translation>スクリプト {name} が {seconds} 秒以内に終わらなかったため、停止しました。</translation>
    </message>
    <message>
        <source>PamDesk ended while the script {name} ran: it is not known whether it came to its end.</source>
        <translation>スクリプト {name} の実行中に PamDesk が終了したため、最後まで実行されたかどうか不明です。</translation>
    </message>
    <message>
        <source>PamDesk ended while the script {name} ran, and it still runs.</source>
        <translation>スクリプト {name} の実行中に PamDesk が終了し、スクリプトはまだ実行中です。</translation>
    </message>
    <message>
        <source>{where} PamDesk had ended while {listed} ran: it was run again, maybe for the second time.</source>
        <translation>{where}{listed} の実行中に PamDesk が終了したため、もう一度実行しました（2 回実行された可能性があります）。</translation>
    </message>
    <message>
        <source>{where} Its scripts are being run again.</source>
        <translation>{where}スクリプトを再実行しています。</translation>
    </message>
    <message>
        <source>{where} Its scripts have ended well.</source>
        <translation>{where}スクリプトは正常に終了しました。</translation>
    </message>
    <message>
        <source>{where} Another PamDesk has taken over its scripts.</source>
        <translation>{where}スクリプトは別の PamDesk に引き継がれました。</translation>
    </message>
    <message>
        <source>{title} has no finished rotation here that scripts could follow. Rotate it first.</source>
        <translation>{title} には、スクリプトを実行できる完了済みのローテーションがありません。先にローテーションしてください。</translation>
    </message>
    <message>
        <source>The last rotation of {title} is not settled yet. Ask the server again first.</source>
        <translation>{title} の前回のローテーションはまだ確定していません。先にサーバーに確認してください。</translation>
    </message>
    <message>
        <source>No script of {title}, of what it lives on or of its configuration is switched on.</source>
        <translation>{title} にも、その所属先や構成にも、オンになっているスクリプトがありません。</translation>
    </message>
    <message>
        <source>The gateway may not read {credential}, which the script is given. Assign its folder to the gateway&apos;s application.</source>
        <translation>スクリプトに渡す {credential} を読み取る権限がゲートウェイにありません。フォルダーをゲートウェイのアプリケーションに割り当ててください。</translation>
    </message>
    <message>
        <source>The record {credential}, which the script is given, is gone.</source>
        <translation>スクリプトに渡すレコード {credential} がありません。</translation>
    </message>
    <message>
        <source>The script {name} ended well.</source>
        <translation>スクリプト {name} は正常に終了しました。</translation>
    </message>
    <message>
        <source>The script {name} was ended by signal {choice}.</source>
        <translation>スクリプト {name} はシグナル {choice} で終了しました。</translation>
    </message>
    <message>
        <source>The script {name} was not started. {why}</source>
        <translation>スクリプト {name} は開始されませんでした。{why}</translation>
    </message>
    <message>
        <source>The script {name} was not started.</source>
        <translation>スクリプト {name} は開始されませんでした。</translation>
    </message>
    <message>
        <source>The system refused it</source>
        <translation>システムに拒否されました</translation>
    </message>
    <message>
        <source>The new {noun} works on {where}; checked by signing in at {moment}.</source>
        <translation>{where} で新しい{noun}が有効です。{moment} にサインインして確認しました。</translation>
    </message>
    <message>
        <source>An earlier {noun} kept here is the one that works on {where}; checked by signing in at {moment}.</source>
        <translation>{where} では以前の{noun}が有効です。{moment} にサインインして確認しました。</translation>
    </message>
    <message>
        <source>{where} may still be working on the change.</source>
        <translation>{where} がまだ変更を処理している可能性があります。</translation>
    </message>
    <message>
        <source>The change may need a moment to take effect.</source>
        <translation>変更が有効になるまで、少し時間がかかることがあります。</translation>
    </message>
    <message>
        <source>A policy of the organization does not allow {caller} {action} on {resource}.</source>
        <translation>組織のポリシーにより、{caller} による {resource} への {action} は許可されていません。</translation>
    </message>
    <message>
        <source>Whoever manages the organization must allow {action} in its service control policies.</source>
        <translation>組織の管理者がサービスコントロールポリシーで {action} を許可する必要があります。</translation>
    </message>
    <message>
        <source>The permissions boundary of {caller} does not allow {action} on {resource}.</source>
        <translation>{caller} のアクセス許可の境界により、{resource} への {action} は許可されていません。</translation>
    </message>
    <message>
        <source>An administrator must allow {action} in the boundary.</source>
        <translation>管理者がアクセス許可の境界で {action} を許可する必要があります。</translation>
    </message>
    <message>
        <source>An administrator can allow iam:SimulatePrincipalPolicy to it.</source>
        <translation>管理者が iam:SimulatePrincipalPolicy を許可できます。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it cannot be used at this time.</source>
        <translation>{server} は {login} のこのパスワードを拒否します。今は使えません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it is too short.</source>
        <translation>{server} は {login} のこのパスワードを拒否します。短すぎます。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it is too long.</source>
        <translation>{server} は {login} のこのパスワードを拒否します。長すぎます。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: it is not complex enough.</source>
        <translation>{server} は {login} のこのパスワードを拒否します。複雑さが足りません。</translation>
    </message>
    <message>
        <source>{server} refuses this password for {login}: its password filter does not take it.</source>
        <translation>{server} は {login} のこのパスワードを拒否します。パスワードフィルターが受け付けません。</translation>
    </message>
    <message>
        <source>Windows local user&apos;s password, over SSH</source>
        <translation>Windows ローカルユーザーのパスワード（SSH 経由）</translation>
    </message>
    <message>
        <source>{title} proved who it is.</source>
        <translation>{title} の身元を確認しました。</translation>
    </message>
    <message>
        <source>{where} The scripts {listed} failed: run them again; nothing else is changed by it.</source>
        <translation>{where}スクリプト {listed} が失敗しました。スクリプトだけを再実行できます。</translation>
    </message>
    <message>
        <source>The new {noun} works.</source>
        <translation>新しい{noun}は有効です。</translation>
    </message>
    <message>
        <source>The {noun} of {title} was changed after its last rotation. Its scripts run with the next one.</source>
        <translation>{title} の{noun}は前回のローテーション後に変更されています。スクリプトは次回のローテーションで実行されます。</translation>
    </message>
    <message>
        <source>The new {noun} is in place.</source>
        <translation>新しい{noun}に変更されています。</translation>
    </message>
    <message>
        <source>{where} The script {names} failed: run it again; nothing else is changed by it.</source>
        <translation>{where}スクリプト {names} が失敗しました。スクリプトだけを再実行できます。</translation>
    </message>
    <message>
        <source>{title} on {here} and {title2} on {there} are the same account: both are one server. Remove one of the two records.</source>
        <translation>{here} の {title} と {there} の {title2} は同じサーバーの同じアカウントです。どちらかのレコードを削除してください。</translation>
    </message>
    <message>
        <source>{title} of {here} and {title2} of {there} are the same IAM user: both configurations are one AWS account. Remove one of the two records.</source>
        <translation>{here} の {title} と {there} の {title2} は同じ IAM ユーザーです (どちらの構成も同じ AWS アカウントを使用)。どちらかのレコードを削除してください。</translation>
    </message>
    <message>
        <source>{title} and {title2} are the same account on {here}. Remove one of the two records.</source>
        <translation>{title} と {title2} は {here} の同じアカウントです。どちらかのレコードを削除してください。</translation>
    </message>
    <message>
        <source>Changed on {where} at {moment} and checked by signing in.</source>
        <translation>{moment} に {where} で変更し、サインインして確認しました。</translation>
    </message>
    <message>
        <source>AWS confirmed the change at {moment}. IAM has no sign-in that could be tried.</source>
        <translation>{moment} に AWS が変更を確認しました。IAM にはサインインで試す方法がありません。</translation>
    </message>
    <message>
        <source>{where} does not say whether the change has ended. An administrator of {where2} must look.</source>
        <translation>変更が終わったかどうかを {where} は示しません。{where2} の管理者が確認する必要があります。</translation>
    </message>
    <message>
        <source>{off} While it is off, PamDesk only asks, and changes nothing.</source>
        <translation>{off}オフの間、PamDesk は確認だけを行い、何も変更しません。</translation>
    </message>
    <message>
        <source>The answer to the last change was lost a moment ago, and {where} may still be working on it. It can be rotated again in {seconds} seconds.</source>
        <translation>前回の変更の応答が失われ、{where} で処理中の可能性があります。{seconds} 秒後に再実行できます。</translation>
    </message>
    <message>
        <source>The account was linked elsewhere meanwhile, so the old one goes on working on {place}: an administrator can remove it.</source>
        <translation>アカウントのリンク先が変わったため、以前のものは {place} で引き続き使えます。管理者が削除できます。</translation>
    </message>
    <message>
        <source>{title} was being changed as {target}, and is rotated as something else now. Set it back and ask again.</source>
        <translation>{title} は {target} として変更中でしたが、設定が変わっています。設定を戻してから再確認してください。</translation>
    </message>
    <message>
        <source>PamDesk asks the server again at {moment}.</source>
        <translation>{moment} にサーバーへもう一度確認します。</translation>
    </message>
    <message>
        <source>Ask the server again when it answers.</source>
        <translation>サーバーが応答したら再確認してください。</translation>
    </message>
    <message>
        <source>Changed on {where} at {moment}. {why}</source>
        <translation>{moment} に {where} で変更しました。{why}</translation>
    </message>
    <message>
        <source>Changed on {where} at {moment}.</source>
        <translation>{moment} に {where} で変更しました。</translation>
    </message>
    <message>
        <source>Nothing was changed; the old {noun} still works. {why}</source>
        <translation>何も変更されていません。以前の{noun}をそのまま使えます。{why}</translation>
    </message>
    <message>
        <source>Nothing was changed; the old {noun} still works.</source>
        <translation>何も変更されていません。以前の{noun}をそのまま使えます。</translation>
    </message>
    <message>
        <source>Nothing was changed. {why}</source>
        <translation>何も変更されていません。{why}</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更されていません。</translation>
    </message>
    <message>
        <source>Whether anything was changed cannot be read from the vault now; ask again when it answers. {why}</source>
        <translation>変更されたかどうかを、今は保管庫から読み取れません。読み取れるようになったら再確認してください。{why}</translation>
    </message>
    <message>
        <source>Whether anything was changed cannot be read from the vault now; ask again when it answers.</source>
        <translation>変更されたかどうかを、今は保管庫から読み取れません。読み取れるようになったら再確認してください。</translation>
    </message>
    <message>
        <source>The old one still lets in to {where}, and is removed with the next rotation. {why}</source>
        <translation>{where} には古いものでもまだサインインできます。次回のローテーションで削除します。{why}</translation>
    </message>
    <message>
        <source>The old one still lets in to {where}, and is removed with the next rotation.</source>
        <translation>{where} には古いものでもまだサインインできます。次回のローテーションで削除します。</translation>
    </message>
    <message>
        <source>A folder is made inside one that is there: make that one first.</source>
        <translation>フォルダーは既存のフォルダーの中に作成されます。先に親フォルダーを作ってください。</translation>
    </message>
    <message>
        <source>IAM user of</source>
        <translation>IAM ユーザーの所属先</translation>
    </message>
    <message>
        <source>admin of</source>
        <translation>管理対象</translation>
    </message>
    <message>
        <source>reached through</source>
        <translation>経由先</translation>
    </message>
    <message>
        <source>{title} is linked to nothing.</source>
        <translation>{title} はどこにもリンクされていません。</translation>
    </message>
    <message>
        <source>Link it to the resource that it belongs to.</source>
        <translation>所属するリソースにリンクしてください。</translation>
    </message>
    <message>
        <source>{title} has no admin.</source>
        <translation>{title} に管理者アカウントがありません。</translation>
    </message>
    <message>
        <source>{title} has no PAM Configuration.</source>
        <translation>{title} に PAM 構成がありません。</translation>
    </message>
    <message>
        <source>Link one, so that a gateway serves it.</source>
        <translation>リンクすると、ゲートウェイが担当します。</translation>
    </message>
    <message>
        <source>Link it as an IAM user of one.</source>
        <translation>IAM ユーザーとしてリンクしてください。</translation>
    </message>
    <message>
        <source>Link one, then check again.</source>
        <translation>リンクしてから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>{title} has no rotation settings.</source>
        <translation>{title} にローテーション設定がありません。</translation>
    </message>
    <message>
        <source>Choose a method and a schedule.</source>
        <translation>方法とスケジュールを選択してください。</translation>
    </message>
    <message>
        <source>“{title_of}” has no link {value} to “{title_of2}”.</source>
        <translation>「{title_of}」から「{title_of2}」へのリンク {value} はありません。</translation>
    </message>
    <message>
        <source>Use its id: {listed}.</source>
        <translation>ID で指定してください: {listed}。</translation>
    </message>
    <message>
        <source>Use its id.</source>
        <translation>ID で指定してください。</translation>
    </message>
    <message>
        <source>{more} more</source>
        <translation>ほか {more} 件</translation>
    </message>
    <message>
        <source>For what signs in for {title}: the role of the machine, or the user of the access key.</source>
        <translation>{title} でサインインする側（マシンのロール、またはアクセスキーのユーザー）用です。</translation>
    </message>
    <message>
        <source>Nothing that {title} serves calls AWS. It needs no policy.</source>
        <translation>{title} の対象には AWS を呼び出すものがありません。ポリシーは不要です。</translation>
    </message>
    <message>
        <source>For the role that {title} takes on.</source>
        <translation>{title} が引き受けるロール用です。</translation>
    </message>
    <message>
        <source>“{title}” is not a PAM Configuration; only configurations have a policy.</source>
        <translation>「{title}」は PAM 構成ではありません。ポリシーがあるのは構成だけです。</translation>
    </message>
    <message>
        <source>{role_arn} is taken on, so two identities need a policy; the role must also trust whoever signs in.</source>
        <translation>{role_arn} を引き受けるため、2 つの ID にポリシーが必要です。ロールはサインインする側を信頼している必要もあります。</translation>
    </message>
    <message>
        <source>The policy is longer than IAM takes in one document, so it is {count} documents; all of them are attached.</source>
        <translation>ポリシーが 1 つのドキュメントとして IAM が受け付ける長さを超えるため、{count} 個のドキュメントに分かれています。すべてをアタッチしてください。</translation>
    </message>
    <message>
        <source>IAM attaches {largest} policies to one role or user unless AWS raises that quota. Divide the accounts among several configurations, or ask AWS for more.</source>
        <translation>AWS がクォータを引き上げない限り、IAM が 1 つのロールまたはユーザーにアタッチできるポリシーは {largest} 個です。アカウントを複数の構成に分けるか、AWS に引き上げを依頼してください。</translation>
    </message>
    <message>
        <source>{title} holds no account number, so * stands in its place. Fill it in, then copy again.</source>
        <translation>{title} にアカウント番号がないため、代わりに * が入っています。入力してから、もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>{title} lives in AWS account {account}, but the configuration is for {account_id}.</source>
        <translation>{title} は AWS アカウント {account} にありますが、構成は {account_id} 用です。</translation>
    </message>
    <message>
        <source>Favourite is yes or no, not “{text}”.</source>
        <translation>お気に入りは「はい」か「いいえ」です。「{text}」は使えません。</translation>
    </message>
    <message>
        <source>The trash has no record “{text}”.</source>
        <translation>ゴミ箱にレコード「{text}」はありません。</translation>
    </message>
    <message>
        <source>There is no gateway “{text}”; there is {names}.</source>
        <translation>ゲートウェイ「{text}」はありません。使えるのは {names} です。</translation>
    </message>
    <message>
        <source>“{title}” has no certificate and no host key that could be pinned.</source>
        <translation>「{title}」に、登録できる証明書もホスト鍵もありません。</translation>
    </message>
    <message>
        <source>{len} records in the trash have the title “{text}”.</source>
        <translation>ゴミ箱に、タイトルが「{text}」のレコードが {len} 件あります。</translation>
    </message>
    <message>
        <source>Confirm it to restore it all the same.</source>
        <translation>それでも復元する場合は、確認してください。</translation>
    </message>
    <message>
        <source>“{title}” is linked to nothing, so its method must be said.</source>
        <translation>「{title}」はどこにもリンクされていないため、方法を指定する必要があります。</translation>
    </message>
    <message>
        <source>“{title}” is not a PAM User; only PAM Users are rotated.</source>
        <translation>「{title}」は PAM ユーザーではありません。ローテーションできるのは PAM ユーザーだけです。</translation>
    </message>
    <message>
        <source>The complexity of “{title}”</source>
        <translation>「{title}」のパスワードの条件</translation>
    </message>
    <message>
        <source>“{title}” has no script “{name}”; it has {names}.</source>
        <translation>「{title}」にスクリプト「{name}」はありません。あるのは {names} です。</translation>
    </message>
    <message>
        <source>The import brought only the name of the script “{name}”, not its text.</source>
        <translation>スクリプト「{name}」は名前だけがインポートされ、内容がありません。</translation>
    </message>
    <message>
        <source>No script “{missing}” follows this rotation.</source>
        <translation>このローテーションの後に実行されるスクリプト「{missing}」はありません。</translation>
    </message>
    <message>
        <source>Changed by hand at {moment}; not proved since.</source>
        <translation>{moment} に手動で変更され、その後は確認されていません。</translation>
    </message>
    <message>
        <source>No change of {title} waits for anybody&apos;s word that it is over.</source>
        <translation>{title} には、終了の宣言を待っている変更はありません。</translation>
    </message>
    <message>
        <source>Look on the server first, then confirm it.</source>
        <translation>先にサーバーを確認してから、承認してください。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} shows other host keys. Another host may be answering there.</source>
        <translation>{title} の EC2 コンソールには別のホストキーが表示されています。そこでは別のホストが応答している可能性があります。</translation>
    </message>
    <message>
        <source>“{title}” shows nothing that this version can look at by itself.</source>
        <translation>「{title}」が示すものを、このバージョンは自分で確かめることができません。</translation>
    </message>
    <message>
        <source>The EC2 console of {title} shows the same host key.</source>
        <translation>{title} の EC2 コンソールにも同じホストキーが表示されています。</translation>
    </message>
    <message>
        <source>Give what it must show with --fingerprint.</source>
        <translation>示すべき値を --fingerprint で指定してください。</translation>
    </message>
    <message>
        <source>A master password has at least {shortest_password} characters. Nothing was changed.</source>
        <translation>マスターパスワードは {shortest_password} 文字以上です。何も変更されていません。</translation>
    </message>
    <message>
        <source>{name} has no recovery kit.</source>
        <translation>{name} に復旧キットはありません。</translation>
    </message>
    <message>
        <source>There is no folder {parent}. No backup was made.</source>
        <translation>フォルダー {parent} がありません。バックアップは作成されていません。</translation>
    </message>
    <message>
        <source>Make the folder first, or name another place.</source>
        <translation>先にフォルダーを作るか、別の場所を指定してください。</translation>
    </message>
    <message>
        <source>The recovery kit was not written to “{name}”: {why}.</source>
        <translation>復旧キットを「{name}」に書き込めませんでした: {why}。</translation>
    </message>
    <message>
        <source>any target</source>
        <translation>任意のターゲット</translation>
    </message>
    <message>
        <source>{name} of version {version}</source>
        <translation>{name}（バージョン {version}）</translation>
    </message>
    <message>
        <source>This password is not kept any more.</source>
        <translation>このパスワードはすでに保管されていません。</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>自分自身</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>shortened</source>
        <translation>短縮し</translation>
    </message>
    <message>
        <source>lengthened</source>
        <translation>延長し</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>毎週</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>毎月</translation>
    </message>
    <message>
        <source>from</source>
        <translation>リンク元</translation>
    </message>
    <message>
        <source>to</source>
        <translation>リンク先</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>symbol</source>
        <translation>記号</translation>
    </message>
    <message>
        <source>second</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>分</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>時</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>{number} upper-case letter</source>
        <translation>大文字 {number} 文字</translation>
    </message>
    <message>
        <source>{number} upper-case letters</source>
        <translation>大文字 {number} 文字</translation>
    </message>
    <message>
        <source>{number} lower-case letter</source>
        <translation>小文字 {number} 文字</translation>
    </message>
    <message>
        <source>{number} lower-case letters</source>
        <translation>小文字 {number} 文字</translation>
    </message>
    <message>
        <source>{number} digit</source>
        <translation>数字 {number} 文字</translation>
    </message>
    <message>
        <source>{number} digits</source>
        <translation>数字 {number} 文字</translation>
    </message>
    <message>
        <source>password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>the complexity</source>
        <translation>パスワードの条件</translation>
    </message>
    <message>
        <source>Added.</source>
        <translation>追加しました。</translation>
    </message>
    <message>
        <source>Moved.</source>
        <translation>移動しました。</translation>
    </message>
    <message>
        <source>Restored.</source>
        <translation>復元しました。</translation>
    </message>
    <message>
        <source>Script added.</source>
        <translation>スクリプトを追加しました。</translation>
    </message>
    <message>
        <source>Script changed.</source>
        <translation>スクリプトを変更しました。</translation>
    </message>
    <message>
        <source>Script removed.</source>
        <translation>スクリプトを削除しました。</translation>
    </message>
    <message>
        <source>Script switched on.</source>
        <translation>スクリプトをオンにしました。</translation>
    </message>
    <message>
        <source>Script switched off.</source>
        <translation>スクリプトをオフにしました。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>変更しました。</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Not set up yet</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>day {number}</source>
        <translation>{number} 日</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>月曜日</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>火曜日</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>水曜日</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>木曜日</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>金曜日</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>土曜日</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>日曜日</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>{least} to {most} characters on {target}.</source>
        <translation>{target} では {least}～{most} 文字。</translation>
    </message>
    <message>
        <source>Your rule fits, with {bits} bits.</source>
        <translation>条件に合います（{bits} ビット）。</translation>
    </message>
    <message>
        <source>The configuration has no schedule.</source>
        <translation>構成にスケジュールがありません。</translation>
    </message>
    <message>
        <source>Only when somebody asks</source>
        <translation>手動で実行したときのみ</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>スケジュール</translation>
    </message>
    <message>
        <source>Next five</source>
        <translation>次の 5 回</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>複雑さ</translation>
    </message>
    <message>
        <source>Accepts</source>
        <translation>受け入れ条件</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>ローテーション</translation>
    </message>
    <message>
        <source>length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>A–Z</source>
        <translation>A–Z</translation>
    </message>
    <message>
        <source>a–z</source>
        <translation>a–z</translation>
    </message>
    <message>
        <source>0–9</source>
        <translation>0–9</translation>
    </message>
    <message>
        <source>symbols</source>
        <translation>記号</translation>
    </message>
    <message>
        <source>The configuration&apos;s default</source>
        <translation>構成の既定</translation>
    </message>
    <message>
        <source>On demand only</source>
        <translation>手動のみ</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>毎週</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>毎月</translation>
    </message>
    <message>
        <source>Cron expression</source>
        <translation>cron 式</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>On for this account</source>
        <translation>このアカウントで有効</translation>
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
        <source>Changed by hand – not proved</source>
        <translation>手動で変更（未確認）</translation>
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
        <source>%n changed by hand</source>
        <translation>手動変更 %n 件</translation>
    </message>
    <message>
        <source>%n never rotated</source>
        <translation>未実施 %n 件</translation>
    </message>
</context>
<context>
    <name>StateNote</name>
    <message>
        <source>It is being changed now.</source>
        <translation>変更中です。</translation>
    </message>
    <message>
        <source>Rotate now makes a new secret and says how it was proved.</source>
        <translation>「今すぐ実行」で新しいシークレットを作り、どう確認したかを示します。</translation>
    </message>
    <message>
        <source>Never rotated.</source>
        <translation>まだローテーションされていません。</translation>
    </message>
    <message>
        <source>Due.</source>
        <translation>期限が来ています。</translation>
    </message>
    <message>
        <source>Due since {when}.</source>
        <translation>{when} に期限が来ました。</translation>
    </message>
    <message>
        <source>Due {when}.</source>
        <translation>{when} が期限です。</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>no answer yet</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>stopped here</source>
        <translation>ここで停止</translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation>所要 {time}</translation>
    </message>
    <message>
        <source>to {place}</source>
        <translation>{place} へ</translation>
    </message>
    <message>
        <source>it answers, as itself</source>
        <translation>応答と本人性</translation>
    </message>
    <message>
        <source>before anything changes</source>
        <translation>変更前に保存</translation>
    </message>
    <message>
        <source>the new password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>with the new password</source>
        <translation>新パスワードで</translation>
    </message>
    <message>
        <source>a script failed</source>
        <translation>スクリプトが失敗</translation>
    </message>
    <message>
        <source>by its scripts</source>
        <translation>スクリプトで実行</translation>
    </message>
    <message>
        <source>confirmed by AWS</source>
        <translation>AWS が確認</translation>
    </message>
    <message>
        <source>the old one is kept</source>
        <translation>旧も保管</translation>
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
    <name>Teaching</name>
    <message>
        <source>Here go your privileged accounts and the servers, databases and directories they live on. Once linked, PamDesk changes their passwords and proves it.</source>
        <translation>特権アカウントと、そのサーバー、データベース、ディレクトリをここに登録します。リンクすると、PamDesk がパスワードを変更し、確認します。</translation>
    </message>
    <message>
        <source>Say where your accounts are</source>
        <translation>アカウントの場所を登録</translation>
    </message>
    <message>
        <source>A PAM Configuration: an AWS account, or your own network.</source>
        <translation>PAM 構成: AWS アカウント、または社内ネットワーク。</translation>
    </message>
    <message>
        <source>New configuration</source>
        <translation>新規構成</translation>
    </message>
    <message>
        <source>Add what holds accounts</source>
        <translation>アカウントのある場所を追加</translation>
    </message>
    <message>
        <source>A database server, for a start; machines and directories go the same way.</source>
        <translation>まずはデータベースサーバー。マシンとディレクトリも同じ手順です。</translation>
    </message>
    <message>
        <source>New database</source>
        <translation>新規データベース</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>アカウントを追加</translation>
    </message>
    <message>
        <source>Its login, its present password, and the server it belongs to.</source>
        <translation>ログイン名、現在のパスワード、所属するサーバー。</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>新規アカウント</translation>
    </message>
    <message>
        <source>This vault is empty</source>
        <translation>この保管庫は空です</translation>
    </message>
    <message>
        <source>No account is due. Those whose time has come, or comes within a day, show here.</source>
        <translation>期限の来たアカウントはありません。期限が来たもの、1 日以内に来るものを表示します。</translation>
    </message>
    <message>
        <source>No rotation has failed. One that did shows here, with who must act.</source>
        <translation>失敗したローテーションはありません。失敗すると、対応する人とともに表示します。</translation>
    </message>
    <message>
        <source>Nothing is in doubt: of every account it is known which secret works.</source>
        <translation>要確認はありません。すべてのアカウントで有効なシークレットが分かっています。</translation>
    </message>
    <message>
        <source>Every account has been rotated and proved at least once.</source>
        <translation>すべてのアカウントが一度はローテーションと確認を終えています。</translation>
    </message>
    <message>
        <source>Every account is linked to what it belongs to.</source>
        <translation>すべてのアカウントが所属先にリンクされています。</translation>
    </message>
    <message>
        <source>Records with a star show here. The star is at the top of the details.</source>
        <translation>星を付けたレコードを表示します。星は詳細の上部にあります。</translation>
    </message>
    <message>
        <source>What was changed last shows here.</source>
        <translation>最近変更したものを表示します。</translation>
    </message>
    <message>
        <source>This folder is empty. New records are made in it.</source>
        <translation>このフォルダーは空です。新しいレコードはここに作られます。</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>Today {time}</source>
        <translation>今日 {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>%n 分後</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>%n 時間後</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>%n 日後</numerusform>
        </translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 時間 {minutes} 分</translation>
    </message>
    <message>
        <source>{count} ms</source>
        <translation>{count} ミリ秒</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
</context>
<context>
    <name>TreeModel</name>
    <message>
        <source>Due</source>
        <translation>期限到来</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Never rotated</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>未リンク</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>すべてのレコード</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>共有フォルダー</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
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
        <source>Code of the recovery kit</source>
        <translation>復旧キットのコード</translation>
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
    <message>
        <source>Use the master password</source>
        <translation>マスターパスワードを使う</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>not there now</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>PamDesk</source>
        <translation>PamDesk</translation>
    </message>
    <message>
        <source>{vault} – PamDesk</source>
        <translation>{vault} – PamDesk</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>秘密</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
</TS>
