<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>アカウント %n 件</numerusform>
        </translation>
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
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>次の領域</translation>
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
        <source>Lock</source>
        <translation>ロック</translation>
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
        <source>Nothing is in doubt: of every account it is known which password works.</source>
        <translation>要確認はありません。すべてのアカウントで有効なパスワードが分かっています。</translation>
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
        <translation>{folder} の{type}</translation>
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
        <source>on demand only</source>
        <translation>手動のみ</translation>
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
        <translation>アプリケーション: {name}</translation>
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
        <translation>なくてもローテーションできます</translation>
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
        <translation>新規{type}</translation>
    </message>
    <message>
        <source>Edit {title}</source>
        <translation>{title} の編集</translation>
    </message>
    <message>
        <source>{type} in {folder}</source>
        <translation>{folder} の{type}</translation>
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
        <source>Every change and every rotation is kept here, with its password.</source>
        <translation>すべての変更とローテーションが、パスワードとともに残ります。</translation>
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
        <source>Nothing is in doubt here: it is known which password works.</source>
        <translation>要確認ではありません。有効なパスワードは分かっています。</translation>
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
            <numerusform>%n 件のローテーション</numerusform>
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
    <name>RecordModel</name>
    <message>
        <source>Now</source>
        <translation>今</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>アカウント %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>{type} in {folder}</source>
        <translation>{folder} の{type}</translation>
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
    <name>Related</name>
    <message>
        <source>Lives on</source>
        <translation>所在</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更する管理者</translation>
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
        <source>{length} characters, {count} of each kind</source>
        <translation>{length} 文字、各種 {count} 文字以上</translation>
    </message>
    <message>
        <source>{length} characters: {upper} A–Z, {lower} a–z, {digits} 0–9, {symbols} symbols</source>
        <translation>{length} 文字: A–Z {upper}、a–z {lower}、0–9 {digits}、記号 {symbols}</translation>
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
        <source>looking…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>It is being looked at.</source>
        <translation>確認中です。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>今すぐチェック</translation>
    </message>
    <message>
        <source>Looks at everything that the rotation needs: links, server, certificate, admin. It changes nothing.</source>
        <translation>ローテーションに必要なリンク、サーバー、証明書、管理者を確認します。何も変更しません。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再チェック</translation>
    </message>
    <message>
        <source>{when}, took {time}</source>
        <translation>{when}、所要 {time}</translation>
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
        <source>on demand only</source>
        <translation>手動のみ</translation>
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
        <translation>続けるには {text} と入力します</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Changed on {where} at {time} and checked by signing in.</source>
        <translation>{time} に {where} で変更し、サインインして確認しました。</translation>
    </message>
    <message>
        <source>Changed on {where} at {time}. {why}</source>
        <translation>{time} に {where} で変更しました。{why}</translation>
    </message>
    <message>
        <source>The new password works and is saved here; the rotation could not be closed yet. {why}</source>
        <translation>新しいパスワードは有効で、ここに保存されています。ローテーションはまだ完了していません。{why}</translation>
    </message>
    <message>
        <source>The change was sent once without an answer, and AWS refused the repeat: {why} The new password is probably in place; both are kept here. Rotate again makes a new one.</source>
        <translation>変更を一度送信しましたが応答がなく、再送は AWS が拒否しました: {why} 新しいパスワードが有効と思われます。両方とも保管されています。再実行で新しいパスワードを作ります。</translation>
    </message>
    <message>
        <source>{title} was deleted and made again outside PamDesk (its {name} was {was}, and is {now}). Add a new record for the new one.</source>
        <translation>{title} は PamDesk の外で削除され、作り直されています（{name}: {was} → {now}）。新しいレコードを追加してください。</translation>
    </message>
    <message>
        <source>The answer to the last change was lost a moment ago, and {where} may still be working on it. It can be rotated again in {count} seconds.</source>
        <translation>前回の変更の応答が失われ、{where} で処理中の可能性があります。{count} 秒後に再実行できます。</translation>
    </message>
    <message>
        <source>{title} was being changed on {place}, and is linked elsewhere now. Link it back there and ask again.</source>
        <translation>{title} は {place} で変更中でしたが、別の場所にリンクされています。リンクを戻してから再確認してください。</translation>
    </message>
    <message>
        <source>Besides the password this is different now: {names}.</source>
        <translation>パスワード以外に変わったもの: {names}。</translation>
    </message>
    <message>
        <source>AWS confirmed the change at {time}. IAM has no sign-in that could be tried.</source>
        <translation>{time} に AWS が変更を確認しました。IAM にはサインインで試す方法がありません。</translation>
    </message>
    <message>
        <source>The new password works on {where}; checked by signing in at {time}.</source>
        <translation>{where} で新しいパスワードが有効です。{time} にサインインして確認しました。</translation>
    </message>
    <message>
        <source>An earlier password kept here is the one that works on {where}; checked by signing in at {time}.</source>
        <translation>{where} では以前のパスワードが有効です。{time} にサインインして確認しました。</translation>
    </message>
    <message>
        <source>Nothing was changed on {where}; the old password still works. Try again makes a new one.</source>
        <translation>{where} では何も変更されていません。以前のパスワードをそのまま使えます。「再試行」で新しいパスワードを作ります。</translation>
    </message>
    <message>
        <source>Nothing was changed; the old password still works. {why}</source>
        <translation>何も変更されていません。以前のパスワードをそのまま使えます。{why}</translation>
    </message>
    <message>
        <source>Nothing was changed; the old password still works.</source>
        <translation>何も変更されていません。以前のパスワードをそのまま使えます。</translation>
    </message>
    <message>
        <source>Either the new or the old password works, and both are kept here. PamDesk asks the server again at {time}.</source>
        <translation>新旧どちらかのパスワードが有効で、両方とも保管されています。{time} にサーバーへもう一度確認します。</translation>
    </message>
    <message>
        <source>Either the new or the old password works, and both are kept here. Ask the server again when it answers.</source>
        <translation>新旧どちらかのパスワードが有効で、両方とも保管されています。サーバーが応答したら再確認してください。</translation>
    </message>
    <message>
        <source>Stopped before anything was sent; the old password still works.</source>
        <translation>送信前に中止しました。以前のパスワードをそのまま使えます。</translation>
    </message>
    <message>
        <source>The program ended before anything was sent; the old password still works.</source>
        <translation>送信前にプログラムが終了しました。以前のパスワードをそのまま使えます。</translation>
    </message>
    <message>
        <source>Not begun: the batch stopped after {count} accounts had failed. The old password still works.</source>
        <translation>開始していません。{count} 件の失敗で一括処理が停止しました。以前のパスワードをそのまま使えます。</translation>
    </message>
    <message>
        <source>None of the {count} passwords kept here signs in to {where}: somebody changed it outside PamDesk. An administrator must reset it there, or link an admin and rotate again.</source>
        <translation>保管中の {count} 件のパスワードはどれも {where} にサインインできません。PamDesk の外で変更されています。管理者がリセットするか、管理者をリンクして再実行してください。</translation>
    </message>
    <message>
        <source>{where} is not asked more often, so that failed sign-ins do not lock the account.</source>
        <translation>サインイン失敗によるロックを避けるため、{where} への確認を控えます。</translation>
    </message>
    <message>
        <source>{where} did not answer several times in a row, so it is left alone for a minute.</source>
        <translation>{where} が続けて応答しないため、1 分間接続を控えます。</translation>
    </message>
    <message>
        <source>Rotation is off for this account. An administrator can turn it on.</source>
        <translation>このアカウントのローテーションはオフです。管理者がオンにできます。</translation>
    </message>
    <message>
        <source>Rotation is off for {where}. An administrator can turn it on.</source>
        <translation>{where} のローテーションはオフです。管理者がオンにできます。</translation>
    </message>
    <message>
        <source>{where} has no admin. Link one, then check again.</source>
        <translation>{where} に管理者アカウントがありません。リンクしてから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>{where} has no rotation settings. Choose a method first.</source>
        <translation>{where} にローテーション設定がありません。先に方法を選択してください。</translation>
    </message>
    <message>
        <source>{where} is linked to nothing. Link it to the resource it belongs to.</source>
        <translation>{where} はどこにもリンクされていません。所属するリソースにリンクしてください。</translation>
    </message>
    <message>
        <source>{where} is linked to no AWS configuration. Link it as an IAM user first.</source>
        <translation>{where} は AWS 構成にリンクされていません。先に IAM ユーザーとしてリンクしてください。</translation>
    </message>
    <message>
        <source>{where} has no PAM Configuration. Link one, so that a gateway serves it.</source>
        <translation>{where} に PAM 構成がありません。リンクすると、ゲートウェイが担当します。</translation>
    </message>
    <message>
        <source>{name} lives on {where} and is changed by itself.</source>
        <translation>{name} は {where} にあり、自分で変更します。</translation>
    </message>
    <message>
        <source>{name} lives on {where} and is changed by the linked admin.</source>
        <translation>{name} は {where} にあり、リンクした管理者が変更します。</translation>
    </message>
    <message>
        <source>Make a password of {count} characters and save it here first.</source>
        <translation>{count} 文字のパスワードを作り、先にここへ保存します。</translation>
    </message>
    <message>
        <source>Sign in to {where} as {login} with the new password.</source>
        <translation>{login} として新しいパスワードで {where} にサインインします。</translation>
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
        <source>Nothing was changed. {why}</source>
        <translation>何も変更されていません。{why}</translation>
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
        <source>Changed: {names}.</source>
        <translation>変更: {names}。</translation>
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
    <name>StateNote</name>
    <message>
        <source>It is being changed now.</source>
        <translation>変更中です。</translation>
    </message>
    <message>
        <source>Never rotated.</source>
        <translation>まだローテーションされていません。</translation>
    </message>
    <message>
        <source>Rotate now makes a new password and says how it was proved.</source>
        <translation>「今すぐ実行」で新しいパスワードを作り、どう確認したかを示します。</translation>
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
        <translation>確認</translation>
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
        <source>Type the code of the recovery kit in the place of the master password.</source>
        <translation>マスターパスワードの代わりに、リカバリーキットのコードを入力してください。</translation>
    </message>
    <message>
        <source>{vault} – PamDesk</source>
        <translation>{vault} – PamDesk</translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
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
        <source>Nothing is in doubt here: it is known which password works.</source>
        <translation>要確認ではありません。有効なパスワードは分かっています。</translation>
    </message>
    <message>
        <source>Only PAM Users are rotated.</source>
        <translation>ローテーションできるのは PAM ユーザーだけです。</translation>
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
        <source>Views and folders</source>
        <translation>ビューとフォルダー</translation>
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
