import { EnvChoice, EnvInteger, EnvList, EnvText, EnvUrl } from './env.decorators';

/** How articles are found by meaning. */
export const EmbeddingsEnv = {
  Kind: EnvChoice({
    about:
      'How articles are found by meaning: local models where their weights are, an endpoint, or not at all',
    choices: ['auto', 'off', 'openai-compatible'],
  }),
  Folder: EnvText({
    about: 'Folder of the weights of the local models; npm run embeddings:up fills it',
  }),
  Url: EnvUrl({
    protocols: ['http', 'https'],
    about: 'Endpoint of the embeddings, as in https://api.openai.com/v1',
    optional: true,
  }),
  Model: EnvText({ about: 'Model of the embeddings at that endpoint', optional: true }),
  Key: EnvText({ about: 'Key of that endpoint', optional: true, secret: true }),
};

/** Webhooks that wait while the log is away. */
export const SpoolEnv = {
  Rows: EnvInteger({
    about:
      'Webhooks that may wait in the PostgreSQL of DATABASE_URL while Kafka is away; then 503. Without KAFKA_BROKERS the log is in PostgreSQL and nothing is spooled',
    min: 1,
    max: 100_000_000,
  }),
  Megabytes: EnvInteger({ about: 'Their size at most, in MiB', min: 1, max: 1_000_000 }),
};

/** What-ifs and evaluations. */
export const TrialsEnv = {
  AtATime: EnvInteger({
    about: 'Sessions or cases of a what-if or an evaluation that are asked about at a time',
    min: 1,
    max: 50,
  }),
  BudgetPercent: EnvInteger({
    about:
      'Percent of a model budget of the day that may be spent before what-ifs and evaluations ask no more; customers have the rest',
    min: 0,
    max: 100,
  }),
  LeaseSeconds: EnvInteger({
    about: 'Seconds until another process takes over a what-if of one that died',
    min: 1,
    max: 3_600,
  }),
};

/** New chats of the web chat. */
export const ChatsPerMinuteEnv = EnvInteger({
  about: 'New chats that one address may begin in a minute, at each replica; 0 is any number',
  min: 0,
  max: 100_000,
});

/** For services that take the addresses of vendors from people. */
export const VendorHostsEnv = EnvList({
  about:
    'Hosts, by comma, that may be given as the address of a help desk or CRM though they are private',
  each: /^[^\s,/]+$/,
  expected: 'host names or addresses, as in 127.0.0.1, without ports',
});

export const EnvProxies = ({ about }: { readonly about: string }): PropertyDecorator =>
  EnvList({
    about,
    each: /^[0-9a-f.:]+(\/\d{1,3})?$/i,
    expected: 'addresses or ranges, as in 10.0.0.0/8',
  });
