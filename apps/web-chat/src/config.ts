import {
  EnvInteger,
  EnvList,
  EnvPort,
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

  @EnvInteger({
    about: 'New chats that one address may begin in a minute; 0 is any number',
    min: 0,
    max: 100_000,
  })
  WEB_CHAT_SESSIONS_PER_MINUTE = 20;

  @EnvList({
    about: 'Proxies in front, whose X-Forwarded-For is believed',
    each: /^[0-9a-f.:]+(\/\d{1,3})?$/i,
    expected: 'addresses or ranges, as in 10.0.0.0/8',
  })
  WEB_CHAT_TRUSTED_PROXIES: string[] = [];

  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
