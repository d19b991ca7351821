/** What a message is about before any knowledge is asked. */
export type Intent = 'question' | 'wants-human' | 'small-talk';

const PERSON = `(?:human|person|agent|representative|rep|someone|somebody|operator|supervisor|manager|real person)`;

const WANTS_HUMAN: readonly RegExp[] = [
  new RegExp(`\\b(?:speak|talk|chat|connect|transfer|escalate|put)\\b[^.?!]{0,40}\\b${PERSON}\\b`, 'i'),
  new RegExp(`\\b(?:want|need|get|give)\\b[^.?!]{0,20}\\b(?:a |an )?(?:real |live |actual )?(?:human|person|agent|representative|manager|supervisor)\\b`, 'i'),
  /\b(?:no|not a|stop the|sick of|tired of)\s+(?:more\s+)?(?:ro)?bots?\b/i,
  /\bhuman\s+(?:please|support|being|agent)\b/i,
  /\bmit (?:einem|einer) (?:menschen|mitarbeiter|mitarbeiterin|person)\b/i,
  /\b(?:hablar|comunicarme) con (?:una persona|un humano|un agente|alguien)\b/i,
  /\bparler (?:à|avec|a) (?:un humain|une personne|quelqu'un|un agent|un conseiller)\b/i,
];

const SMALL_TALK =
  /^\W*(?:(?:hi|hello|hey|hallo|hola|bonjour|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: so much| a lot| very much)?|thx|cheers|great|perfect|awesome|ok(?:ay)?|bye|goodbye|danke|gracias|merci|that (?:helped|worked|solved it)|you(?:'re| are) (?:great|the best)|have a (?:nice|good|great) (?:day|one|weekend)|there|team|all|again|so|and|very|much)\W*)+$/i;

export const intentOf = (text: string): Intent => {
  if (WANTS_HUMAN.some((pattern) => pattern.test(text))) return 'wants-human';
  return SMALL_TALK.test(text.trim()) ? 'small-talk' : 'question';
};
