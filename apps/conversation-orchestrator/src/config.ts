import {
  EnvChoice,
  EnvFlag,
  EnvFolder,
  EnvInteger,
  EnvSecretKey,
  EnvText,
  EnvUrl,
  ServiceConfig,
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

  @EnvInteger({ about: 'Conversations kept folded per lane', min: 10, max: 1_000_000 })
  ORCHESTRATOR_MAX_STREAMS = 10_000;

  @EnvFolder({
    about: 'Folder of Markdown articles that the AI answers from, for every workspace',
    optional: true,
  })
  KNOWLEDGE_FOLDER?: string;

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
