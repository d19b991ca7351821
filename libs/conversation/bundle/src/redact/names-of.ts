/** First and last names, as they stand in a text; small words between them are everybody's. */
export const partsOf = (called: string): readonly string[] => {
  if (called.includes('@')) return [];
  const words = called.split(/[\s,.()"“”„/|&+]+/u);
  const parts = words.flatMap((word) => [word, ...word.split(/[-'’]/u)]).filter(isLong);
  const capital = parts.filter((part) => part !== part.toLowerCase());
  return [...new Set(capital.length === 0 ? parts : capital)];
};

const isLong = (part: string): boolean => part.length > 2 || (part.length === 2 && HAN.test(part));
const HAN = /\p{Script=Han}|\p{Script=Hangul}/u;

/** As in `Li` and `Bo`: words of other languages, unless they are written just so. */
export const shortPartsOf = (called: string): readonly string[] =>
  called.includes('@')
    ? []
    : called.split(/[\s,.]+/u).filter((part) => /^\p{Lu}\p{Ll}$/u.test(part));

/** `ada.byron@…` names somebody, `billing@…` a desk. */
export const namesInAddress = (email: string): readonly string[] => {
  const [local = '', domain] = email.split('@');
  if (domain === undefined) return [];
  const parts = local.split(/[^\p{L}]+/u).filter((part) => part.length > 2);
  return parts.some((part) => OF_DESKS.has(part.toLowerCase())) ? [] : parts;
};

const OF_DESKS: ReadonlySet<string> = new Set([
  ...['account', 'accounting', 'accounts', 'admin', 'administrator', 'ai', 'api', 'assistant'],
  ...[
    'billing',
    'bot',
    'buchhaltung',
    'business',
    'care',
    'chat',
    'community',
    'contact',
    'customer',
  ],
  ...[
    'customers',
    'demo',
    'dev',
    'developer',
    'email',
    'export',
    'feedback',
    'finance',
    'hello',
    'help',
  ],
  ...[
    'helpdesk',
    'info',
    'invoice',
    'invoices',
    'kontakt',
    'legal',
    'mail',
    'mailer',
    'marketing',
    'me',
  ],
  ...[
    'media',
    'news',
    'newsletter',
    'noreply',
    'notification',
    'notifications',
    'office',
    'order',
    'orders',
  ],
  ...[
    'partner',
    'partners',
    'payment',
    'payments',
    'press',
    'privacy',
    'purchasing',
    'reply',
    'sales',
  ],
  ...[
    'security',
    'service',
    'services',
    'shop',
    'support',
    'system',
    'team',
    'tech',
    'test',
    'user',
    'web',
  ],
  ...['webmaster', 'welcome', 'work'],
]);
