import { AccessConfig } from '@deskstream/app-audit';
import type { AccessMode } from '@deskstream/app-audit';
import {
  ChatsPerMinuteEnv,
  EmbeddingsEnv,
  EnvFlag,
  EnvFolder,
  EnvInteger,
  EnvPort,
  EnvProxies,
  EnvSecretKey,
  EnvText,
  SpoolEnv,
  TrialsEnv,
  VendorHostsEnv,
} from '@deskstream/platform-config';

export class DeskstreamConfig extends AccessConfig {
  /** On one's own machine, where two commands are enough. */
  override ACCESS: AccessMode = 'open';

  @EnvText({ about: 'Folder that keeps the embedded PostgreSQL and its keys' })
  DESKSTREAM_DATA = '.deskstream';

  @EnvPort({ about: 'Port of the webhook addresses, /webhooks/<vendor>/<workspace>' })
  INGRESS_PORT = 4010;

  @SpoolEnv.Rows
  INGRESS_SPOOL_ROWS = 200_000;

  @SpoolEnv.Megabytes
  INGRESS_SPOOL_MB = 1_024;

  @EnvPort({ about: 'Port of the stand-in help desk of the demo' })
  SIMULATOR_PORT = 4020;

  @EnvPort({ about: 'Port of the web chat: its widget and its chats' })
  WEB_CHAT_PORT = 4030;

  @ChatsPerMinuteEnv
  WEB_CHAT_SESSIONS_PER_MINUTE = 20;

  @EnvProxies({ about: 'Proxies in front of the web chat, whose X-Forwarded-For is believed' })
  WEB_CHAT_TRUSTED_PROXIES: string[] = [];

  /** Where its own web chat and the demo's help desk are. */
  @VendorHostsEnv
  VENDOR_PRIVATE_HOSTS: string[] = ['localhost', '127.0.0.1', '::1'];

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

  @TrialsEnv.AtATime
  TRIALS_AT_A_TIME = 4;

  @TrialsEnv.BudgetPercent
  TRIALS_BUDGET_PERCENT = 50;

  @TrialsEnv.LeaseSeconds
  TRIALS_LEASE_SECONDS = 30;

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

  @EmbeddingsEnv.Kind
  EMBEDDINGS = 'auto';

  @EmbeddingsEnv.Folder
  EMBEDDINGS_FOLDER = '.embeddings';

  @EmbeddingsEnv.Url
  EMBEDDINGS_URL?: string;

  @EmbeddingsEnv.Model
  EMBEDDINGS_MODEL?: string;

  @EmbeddingsEnv.Key
  EMBEDDINGS_KEY?: string;
}
