import {
  EnvFolder,
  EnvInteger,
  EnvSecretKey,
  EnvText,
  ServiceConfig,
} from '@deskstream/platform-config';

export class KnowledgeSyncConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvFolder({
    about: 'Folder below which sources of kind folder lie; without it there are none',
    optional: true,
  })
  KNOWLEDGE_ROOT?: string;

  @EnvText({
    about: 'Hosts that sources of kind web may read though their addresses are private, by comma',
    optional: true,
  })
  KNOWLEDGE_PRIVATE_HOSTS?: string;

  @EnvInteger({ about: 'Sources that one process syncs at a time', min: 1, max: 20 })
  KNOWLEDGE_AT_A_TIME = 2;
}
