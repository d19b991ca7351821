import { plainText } from './plain-text';

export interface InstructionRule {
  readonly code: string;
  readonly patterns: readonly RegExp[];
}

/** Letters as `plainText` leaves them, so that Cyrillic and accented words meet their own text. */
const any = (...sources: readonly string[]): readonly RegExp[] =>
  sources.map((source) => new RegExp(wordsOf(source), 'u'));

/** Lower-case text of a pattern is made plain; escapes and classes stay as they are. */
const wordsOf = (source: string): string =>
  source.replace(/[^\p{ASCII}]+/gu, (letters) => plainText(letters));

const GAP = '[^.!?\\n]{0,60}';

export const rules: readonly InstructionRule[] = [
  {
    code: 'override-instructions',
    patterns: any(
      `\\b(ignore|disregard|forget|override)\\b${GAP}\\b(instruction|rule|prompt|guideline|polic|restriction|above|previous|prior|training)`,
      `\\b(vergiss|ignoriere|missachte|umgehe)\\w*${GAP}(anweisung|regel|vorgabe|anleitung|richtlinie|prompt|vorherig|bisherig)`,
      `\\b(ignore|ignorez|oublie|oubliez|contourne)\\w*${GAP}(instruction|consigne|regle|directive|precedent|prompt)`,
      `\\b(ignora|ignore|olvida|omite|descarta)\\w*${GAP}(instruccion|regla|indicacion|anterior|prompt)`,
      `\\b(ignora|ignore|esqueca|desconsidere|dimentica|trascura)\\w*${GAP}(instruc|instruz|istruzion|regra|regol|anterior|precedent|diretriz|prompt)`,
      `\\b(negeer|vergeet)\\b${GAP}(instructie|regel|richtlijn|opdracht|vorige|prompt)`,
      `\\b(zignoruj|zapomnij|pomin)\\b${GAP}(instrukcj|polecen|regul|zasad|prompt)`,
      `(игнорируй|забудь|отмени)${GAP}(инструкц|правил|указани|промпт)`,
      `\\b(onceki|yukaridaki)\\b${GAP}(talimat|kural|yonerge)${GAP}(yok say|unut|gormezden)`,
      `(忽略|無視|无视|忘记|忘掉|不要理会)[^。\\n]{0,30}(指令|指示|规则|規則|提示|说明)`,
      `(指示|命令|ルール|プロンプト)[^。\\n]{0,20}(無視|忘れ)`,
      `(تجاهل|انس)${GAP}(تعليمات|التعليمات|القواعد|الأوامر)`,
      `\\bnew (system )?(instruction|directive|rule)s?\\b\\s*:`,
      `\\bfrom now on\\b${GAP}\\b(you (are|will|must|shall|have)|answer|reply|respond|say)\\b`,
      `\\b(ab sofort|ab jetzt)\\b${GAP}\\b(bist du|musst du|wirst du)\\b`,
      `\\b(desormais|a partir de maintenant)\\b${GAP}\\b(tu es|vous etes|tu dois|vous devez)\\b`,
      `\\b(a partir de ahora|de ahora en adelante)\\b${GAP}\\b(eres|debes|actua)`,
    ),
  },
  {
    code: 'other-role',
    patterns: any(
      `\\b(you are|you're|act as|pretend (to be|you)|behave as|roleplay as|simulate)\\b${GAP}\\b(dan\\b|jailbr|unrestricted|no (rules|limits|restrictions)|developer mode|admin(istrator)? mode|root|without (any )?(rules|limits|restrictions|filters))`,
      `\\b(developer|debug|god|maintenance|admin|sudo) mode\\b`,
      `\\b(entwickler|wartungs|admin)modus\\b`,
      `\\b(mode|modo|modalita) (developpeur|debogage|maintenance|desarrollador|desenvolvedor|administrador|sviluppatore)\\b`,
      `\\bi am (the|your) (developer|administrator|creator|owner|system)\\b`,
      `\\bich bin (dein|der|ihr) (entwickler|administrator|betreiber)\\b`,
    ),
  },
  {
    code: 'asks-for-secrets',
    patterns: any(
      `\\b(show|reveal|print|repeat|output|tell|give|send|display|leak|dump|translate|summari[sz]e)\\b${GAP}\\b(system prompt|system message|initial prompt|hidden prompt|your (instructions|prompt|rules|configuration)|api[ -]?key|access token|credential|environment variable|secret)`,
      `\\b(zeig|nenn|gib|verrat|wiederhol|ubersetz)\\w*${GAP}(systemprompt|system-prompt|anweisungen|deine regeln|api-?schlussel|api-?key|zugangsdaten|geheim)`,
      `\\b(montre|affiche|revele|repete|donne|traduis)\\w*${GAP}(prompt|consignes|instructions|cle api|cle d'api|secret|identifiants)`,
      `\\b(muestra|revela|repite|imprime|dime|ensena)\\w*${GAP}(prompt|tus instrucciones|clave|secreto|credencial)`,
      `\\b(mostra|mostre|revela|revele|repita|ripeti|stampa|dimmi)\\w*${GAP}(prompt|instruc|istruzion|chiave|chave|segredo|segret|credenzial)`,
      `\\b(toon|geef|herhaal|onthul)\\b${GAP}(systeemprompt|instructies|sleutel|geheim)`,
      `\\b(pokaz|ujawnij|wypisz|podaj)\\b${GAP}(prompt|instrukcj|klucz|sekret)`,
      `(покажи|выведи|раскрой|повтори)${GAP}(промпт|инструкц|ключ|секрет|парол)`,
      `(显示|输出|告诉我|透露|重复|打印)[^。\\n]{0,20}(系统提示|提示词|密钥|指令|密码)`,
      `(システムプロンプト|apiキー|秘密)[^。\\n]{0,20}(表示|教え|出力|見せ)`,
      `(اظهر|اعرض|اكشف)${GAP}(تعليمات|المفتاح|السر|كلمة)`,
    ),
  },
  {
    code: 'orders-a-tool',
    patterns: any(
      `\\b(call|invoke|trigger)\\b${GAP}\\b(tool|function|action)\\b`,
      `\\b(call|invoke|run|execute|trigger)\\s+[\`'"]?[a-z]+(_[a-z]+)+`,
      `\\b(rufe?|fuhre?|starte)\\b${GAP}(werkzeug|funktion|aktion|tool)`,
      `\\b(appelle|appelez|execute|executez|lance)\\b${GAP}(outil|fonction|action)`,
      `\\b(llama|ejecuta|invoca|chame|execute|esegui|chiama)\\w*${GAP}(herramienta|funcion|ferramenta|funcao|strumento|funzione)`,
      `\\b(roep|voer)\\b${GAP}(functie|hulpmiddel|tool)`,
      `(вызови|запусти|выполни)${GAP}(инструмент|функци|команд)`,
      `(调用|执行|运行)[^。\\n]{0,20}(工具|函数|命令)`,
      `(ツール|関数)[^。\\n]{0,20}(呼び出|実行)`,
    ),
  },
  {
    code: 'faked-turn',
    patterns: any(
      `(^|\\n)\\s*(#+\\s*)?\\[?(system|assistant|developer|tool)\\]?\\s*(message|prompt|note|notice|update|override)?\\s*:`,
      `<\\|?(im_start|im_end|system|assistant|endoftext|end_of_turn|start_of_turn)\\b`,
      `</?(system|assistant|tool_result|tool_response|function_calls?|instructions?|untrusted|data|context)\\b[^>]*>`,
      `\\[/?(inst|sys|system)\\]|<<sys>>`,
      `\\bend of (the )?(document|article|data|user (input|message)|context)\\b`,
      `"(role|tool_calls?)"\\s*:\\s*["[]`,
    ),
  },
  {
    code: 'hides-from-people',
    patterns: any(
      `\\b(end|begin|start|finish)\\b ?(your|each|every|all) (reply|replies|answer|response|message)s?\\b${GAP}\\bwith\\b`,
      `\\b(do not|don't|never)\\b${GAP}\\b(tell|mention|inform|show|reveal)\\b${GAP}\\b(user|customer|anyone|human|person)`,
      `\\b(instruction|note|message|attention)s?\\b${GAP}\\b(to|for) (the )?(ai|assistant|bot|model|llm|chatbot|language model)\\b`,
      `\\b(hinweis|anweisung|nachricht|achtung)\\w*${GAP}\\b(ki|assistent|bot|sprachmodell)`,
      `\\b(note|instruction|message|consigne)s?\\b${GAP}\\b(l'ia|l'assistant|au modele|chatbot)`,
      `\\b(nota|mensaje|instruccion|mensagem|messaggio)\\w*${GAP}\\b(la ia|asistente|modelo|assistente|l'ia)`,
      `\\b(attention|dear|hey|hello) (ai|assistant|llm|chatbot|language model)\\b`,
      `\\b(if|when) you are (an? )?(ai|llm|assistant|language model|bot)\\b`,
    ),
  },
];
