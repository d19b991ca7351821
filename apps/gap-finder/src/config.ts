import { EnvInteger, EnvSecretKey, ServiceConfig } from '@deskstream/platform-config';

export class GapFinderConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvInteger({
    about: 'Time between two comparisons with a help desk, in milliseconds',
    min: 1_000,
    max: 86_400_000,
  })
  GAPS_EVERY_MS = 300_000;

  @EnvInteger({
    about: 'Changes younger than this are left for the next comparison, in milliseconds',
    min: 0,
    max: 3_600_000,
  })
  GAPS_MINIMUM_AGE_MS = 60_000;

  @EnvInteger({
    about: 'Changes older than this are never looked for by themselves, in milliseconds',
    min: 60_000,
    max: 604_800_000,
  })
  GAPS_LOOK_BACK_MS = 86_400_000;

  @EnvInteger({ about: 'Threads read in one comparison', min: 1, max: 10_000 })
  GAPS_READS = 100;
}
