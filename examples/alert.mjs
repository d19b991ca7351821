// Tells a channel when an important customer is handed off to people: reads events as JSON lines.
//
//   deskstream --json tail | VIPS=ada@example.com,@bigcorp.example ALERT_URL=https://hooks.slack.com/… node examples/alert.mjs
//
// ALERT_URL takes what Slack's incoming webhooks take, {"text": …}. CONSOLE_URL makes the link.
import { createInterface } from 'node:readline';

const { VIPS = '', ALERT_URL, CONSOLE_URL = 'http://127.0.0.1:4000' } = process.env;
const vips = VIPS.toLowerCase().split(',').filter(Boolean);
if (!ALERT_URL || vips.length === 0) {
  console.error(
    'Set ALERT_URL to an incoming webhook, and VIPS to addresses or @domains, by comma.',
  );
  process.exit(1);
}

const emails = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { key, type, data } = JSON.parse(line);
  if (data.contact?.email) emails.set(key, data.contact.email.toLowerCase());
  if (type === 'HandoffRequested' && isVip(emails.get(key))) await tell(key, data.cause);
}

function isVip(email) {
  return (
    email !== undefined &&
    vips.some((vip) => email === vip || (vip[0] === '@' && email.endsWith(vip)))
  );
}

async function tell(key, cause) {
  const link = `${CONSOLE_URL}/sessions/${encodeURIComponent(key)}`;
  const answer = await fetch(ALERT_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `An important customer waits for a person (${cause}): ${link}` }),
  });
  if (!answer.ok) console.error(`${ALERT_URL} answered ${answer.status}.`);
}
