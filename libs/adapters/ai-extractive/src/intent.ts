/** What a message is about before any knowledge is asked. */
export type Intent = 'question' | 'wants-human' | 'small-talk' | 'solved' | 'about-me';

const PERSON = `(?:human|person|agent|representative|rep|someone|somebody|operator|supervisor|manager|staff|support team|human being)`;

const WANTS_HUMAN: readonly RegExp[] = [
  new RegExp(
    `\\b(?:speak|talk|chat|connect|transfer|escalate|put)\\b[^.?!]{0,40}\\b${PERSON}\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:want|need|get|give)\\b[^.?!]{0,20}\\b(?:a |an )?(?:real |live |actual )?(?:human|person|agent|representative|manager|supervisor)\\b`,
    'i',
  ),
  /\b(?:no|not a|stop the|sick of|tired of)\s+(?:more\s+)?(?:ro)?bots?\b/i,
  /\bhuman\s+(?:please|support|being|agent)\b/i,
  /^\W*(?:(?:human|agent|person|operator|representative|real|a|an|now|please|pls)\b\W*)+$/i,
  /\b(?:complain|complaint)\b[^.?!]{0,30}\b(?:manager|supervisor|boss)\b/i,
  /\b(?:someone|somebody|a person)\b[^.?!]{0,30}\b(?:call me|look (?:into|at) my|has to look|take over)\b/i,
  /\b(?:don'?t|do not|no) want\b[^.?!]{0,30}\b(?:bot|robot|machine|ai)\b/i,
  /\bmit (?:einem|einer|jemandem) ?(?:echten |richtigen )?(?:menschen|mitarbeiter|mitarbeiterin|person|sprechen|reden)\b/i,
  /\b(?:hablar|comunicarme) con (?:una persona|un humano|un agente|alguien)\b/i,
  /\bparler (?:à|avec|a) (?:un humain|une personne|quelqu'un|un agent|un conseiller)\b/i,
];

const SMALL_TALK =
  /^\W*(?:(?:hi|hello|hey|hallo|hola|bonjour|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: so much| a lot| very much)?|thx|cheers|great|perfect|awesome|ok(?:ay)?|bye|goodbye|danke|gracias|merci|that (?:helped|worked|solved it)|you(?:'re| are) (?:great|the best)|have a (?:nice|good|great) (?:day|one|weekend)|there|team|all|again|so|and|very|much)\W*)+$/i;

const ABOUT_ME =
  /^\W*(?:are you (?:a |an )?(?:ro)?(?:bot|human|person|ai|machine)\b|what(?:'?s| is) your name|who are you)[^.]{0,40}$/i;

const JOKE = /^\W*(?:please )?(?:tell|do you know)\b.{0,20}\bjokes?\b/i;

const SOLVED = [
  /^\W*(?:(?:yes|yep|ok(?:ay)?|great|perfect|cool|ah)\W+)?(?:that|it|this)(?:'s)? (?:did it|did the trick|worked|helped|works(?: now)?|solved|fixed)\b[^?]{0,80}$/i,
  /^\W*(?:das|es) (?:hat (?:geholfen|funktioniert|geklappt)|funktioniert jetzt)\b[^?]{0,80}$/i,
  /^\W*(?:ya )?funcion[aó](?!\p{L})[^?]{0,60}$/iu,
  /^\W*(?:ça|cela) (?:marche|fonctionne|a (?:marché|fonctionné))(?!\p{L})[^?]{0,60}$/iu,
];

const REVOKED =
  /\b(?:but|however|still|except|not|until|aber|trotzdem|nicht|pero|no|mais|pas)\b|n't\b/i;
const THANKS = /\b(?:thanks?|thx|cheers|danke|gracias|merci)\b/i;

export const intentOf = (text: string): Intent => {
  if (WANTS_HUMAN.some((pattern) => pattern.test(text))) return 'wants-human';
  if (ABOUT_ME.test(text) || JOKE.test(text)) return 'about-me';
  if (SOLVED.some((pattern) => pattern.test(text.trim())) && !REVOKED.test(text)) return 'solved';
  if (!SMALL_TALK.test(text.trim())) return 'question';
  return THANKS.test(text) ? 'solved' : 'small-talk';
};
