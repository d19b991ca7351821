import {
  ChatsPerMinuteEnv,
  EnvPort,
  EnvProxies,
  EnvSecretKey,
  EnvUrl,
  ServiceConfig,
} from '@deskstream/platform-config';

export class WebChatConfig extends ServiceConfig {
  @EnvPort({ about: 'Port of the widget and its chats' })
  WEB_CHAT_PORT = 4030;

  @EnvUrl({
    about: 'The ingress, for webhooks of workspaces that name no address of their own',
    protocols: ['http', 'https'],
  })
  INGRESS_URL = 'http://127.0.0.1:4010';

  @ChatsPerMinuteEnv
  WEB_CHAT_SESSIONS_PER_MINUTE = 20;

  @EnvProxies({ about: 'Proxies in front, whose X-Forwarded-For is believed' })
  WEB_CHAT_TRUSTED_PROXIES: string[] = [];

  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
