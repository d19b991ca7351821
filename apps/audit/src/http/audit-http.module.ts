import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from '../access/http/access.guard';
import { ActsController } from '../access/http/acts.controller';
import { OidcController } from '../access/http/oidc.controller';
import { SignInController } from '../access/http/sign-in.controller';
import { TokensController } from '../access/http/tokens.controller';
import { UsersController } from '../access/http/users.controller';
import { MaskedStreamInterceptor } from '../access/masking/masked-stream.interceptor';
import { SessionActsController } from '../acts/session-acts.controller';
import { BundleController } from '../bundle/bundle.controller';
import { ConnectionsController } from '../connections/connections.controller';
import { GapsController } from '../connections/gaps.controller';
import { CrmController } from '../crm/crm.controller';
import { WhyController } from '../why/why.controller';
import { EvaluationController } from '../evaluation/evaluation.controller';
import { SetFileController } from '../evaluation/set-file.controller';
import { KnowledgeController } from '../knowledge/knowledge.controller';
import { MetricsController } from '../metrics/metrics.controller';
import { ModelController } from '../settings/model.controller';
import { ToolsController } from '../settings/tools.controller';
import { WorkspacesController } from '../settings/workspaces.controller';
import { WhatIfController } from '../what-if/what-if.controller';
import { WhatIfRunsController } from '../what-if/what-if-runs.controller';
import { AuditAccess } from './audit-access';
import { OperationsController } from './operations.controller';
import { ProblemFilter } from './problem.filter';
import { SessionsController } from './sessions.controller';

/** The HTTP API; `AuditAccess` is opened by whoever starts audit. */
@Module({
  controllers: [
    SessionsController,
    SessionActsController,
    BundleController,
    OperationsController,
    WorkspacesController,
    ConnectionsController,
    GapsController,
    CrmController,
    WhyController,
    KnowledgeController,
    ModelController,
    ToolsController,
    WhatIfController,
    MetricsController,
    WhatIfRunsController,
    EvaluationController,
    SetFileController,
    SignInController,
    OidcController,
    UsersController,
    TokensController,
    ActsController,
  ],
  providers: [
    AuditAccess,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: MaskedStreamInterceptor },
  ],
  exports: [AuditAccess],
})
export class AuditHttpModule {}
