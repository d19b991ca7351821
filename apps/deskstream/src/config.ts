import { AccessConfig } from '@deskstream/app-audit';
import type { AccessMode } from '@deskstream/app-audit';
import {
  EnvChoice,
  EnvFlag,
  EnvFolder,
  EnvInteger,
  EnvList,
  EnvPort,
  EnvSecretKey,
  EnvText,
  EnvUrl,
} from '@deskstream/platform-config';

export class DeskstreamConfig extends AccessConfig {
  /** On one's own machine, where two commands are enough. */
  override ACCESS: AccessMode = 'open';

  @EnvText({ about: 'Folder that keeps the embedded PostgreSQL and its keys' })
  DESKSTREAM_DATA = '.deskstream';

  @EnvPort({ about: 'Port of the webhook addresses, /webhooks/<vendor>/<workspace>' })
  INGRESS_PORT = 4010;

  @EnvInteger({
    about:
      'With KAFKA_BROKERS: webhooks that may wait in PostgreSQL while Kafka is away; then 503. Without it the log is in PostgreSQL and nothing is spooled',
    min: 1,
    max: 100_000_000,
  })
  INGRESS_SPOOL_ROWS = 200_000;

  @EnvInteger({ about: 'Their size at most, in MiB', min: 1, max: 1_000_000 })
  INGRESS_SPOOL_MB = 1_024;

  @EnvPort({ about: 'Port of the stand-in help desk of the demo' })
  SIMULATOR_PORT = 4020;

  @EnvPort({ about: 'Port of the web chat: its widget and its chats' })
  WEB_CHAT_PORT = 4030;

  @EnvInteger({
    about: 'New chats that one address may begin in a minute; 0 is any number',
    min: 0,
    max: 100_000,
  })
  WEB_CHAT_SESSIONS_PER_MINUTE = 20;

  @EnvList({
    about: 'Proxies in front of the web chat, whose X-Forwarded-For is believed',
    each: /^[0-9a-f.:]+(\/\d{1,3})?$/i,
    expected: 'addresses or ranges, as in 10.0.0.0/8',
  })
  WEB_CHAT_TRUSTED_PROXIES: string[] = [];

  @EnvFlag({ about: 'Start the stand-in help desk and a workspace that is connected to it' })
  DESKSTREAM_DEMO = true;

  @EnvSecretKey({
    about: 'Key of the secrets in settings; a file in the data folder without it',
    optional: true,
  })
  DESKSTREAM_SECRET_KEY?: string;

  @EnvInteger({
    about: 'Days that finished vendor calls, AI runs and timers stay in the work ledger',
    min: 1,
    max: 3_650,
  })
  WORK_RETENTION_DAYS = 30;

  @EnvInteger({
    about:
      'Changes at a help desk younger than this are left for the next look for gaps, in milliseconds',
    min: 0,
    max: 3_600_000,
  })
  GAPS_MINIMUM_AGE_MS = 60_000;

  @EnvFolder({
    about: 'Folder of Markdown articles to answer from; the demo brings its own',
    optional: true,
  })
  KNOWLEDGE_FOLDER?: string;

  @EnvFolder({
    about: 'Folder below which sources of kind folder lie; without it the folder it is started in',
    optional: true,
  })
  KNOWLEDGE_ROOT?: string;

  @EnvText({
    about: 'Hosts that sources of kind web may read though their addresses are private, by comma',
    optional: true,
  })
  KNOWLEDGE_PRIVATE_HOSTS?: string;

  @EnvChoice({
    about:
      'How articles are found by meaning: local models where their weights are, an endpoint, or not at all',
    choices: ['auto', 'off', 'openai-compatible'],
  })
  EMBEDDINGS = 'auto';

  @EnvText({ about: 'Folder of the weights of the local models; npm run embeddings:up fills it' })
  EMBEDDINGS_FOLDER = '.embeddings';

  @EnvUrl({
    protocols: ['http', 'https'],
    about: 'Endpoint of the embeddings, as in https://api.openai.com/v1',
    optional: true,
  })
  EMBEDDINGS_URL?: string;

  @EnvText({ about: 'Model of the embeddings at that endpoint', optional: true })
  EMBEDDINGS_MODEL?: string;

  @EnvText({ about: 'Key of that endpoint', optional: true, secret: true })
  EMBEDDINGS_KEY?: string;
}
