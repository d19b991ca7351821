import {
  EmbeddingsEnv,
  EnvFlag,
  EnvFolder,
  EnvInteger,
  EnvSecretKey,
  ServiceConfig,
  TrialsEnv,
} from '@deskstream/platform-config';

export class ConversationOrchestratorConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvFlag({ about: 'Fold, decide and append in this process' })
  ORCHESTRATOR_DECIDE = true;

  @EnvFlag({ about: 'Fire timers in this process' })
  ORCHESTRATOR_TIMERS = true;

  @EnvFlag({ about: 'Run the AI in this process' })
  ORCHESTRATOR_REASONING = true;

  @EnvFlag({ about: 'Run what-ifs and evaluations in this process' })
  ORCHESTRATOR_TRIALS = true;

  @TrialsEnv.AtATime
  TRIALS_AT_A_TIME = 4;

  @TrialsEnv.BudgetPercent
  TRIALS_BUDGET_PERCENT = 50;

  @TrialsEnv.LeaseSeconds
  TRIALS_LEASE_SECONDS = 30;

  @EnvInteger({
    about: 'Days that finished AI runs and timers stay in the work ledger',
    min: 1,
    max: 3_650,
  })
  WORK_RETENTION_DAYS = 30;

  @EnvInteger({ about: 'Conversations kept folded per lane', min: 10, max: 1_000_000 })
  ORCHESTRATOR_MAX_STREAMS = 10_000;

  @EnvFolder({
    about: 'Folder of Markdown articles that the AI answers from, for every workspace',
    optional: true,
  })
  KNOWLEDGE_FOLDER?: string;

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
