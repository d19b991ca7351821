import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openParts } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, startProbe, withProbes } from '@deskstream/platform-nest';
import type { WebChatConfig } from './config';
import { startWebChat } from './start-web-chat';

/** Composition root of the process. */
@Module({})
export class WebChatModule {
  static register(platform: Platform<WebChatConfig>): DynamicModule {
    return {
      module: WebChatModule,
      providers: [mountService({ name: 'web-chat', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<WebChatConfig>): Promise<RunningService> => {
  const { config } = platform;
  const parts = await openParts(config, { ...platform, service: platform.name });
  const chat = await startWebChat({
    ...platform,
    ...parts,
    host: config.HOST,
    port: config.WEB_CHAT_PORT,
    ingressUrl: config.INGRESS_URL,
    sessionsPerMinute: config.WEB_CHAT_SESSIONS_PER_MINUTE,
    trustedProxies: config.WEB_CHAT_TRUSTED_PROXIES,
  }).catch(async (error: unknown) => {
    await parts.close();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await chat.stop();
    await parts.close();
  };
  const { clock } = platform;
  return withProbes({ ...chat, stop }, [
    logProbe(parts.log, clock),
    startProbe({ name: 'database', clock, look: () => parts.pool.query('select 1') }),
  ]);
};
