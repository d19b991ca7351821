import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ConnectionsController } from '../connections/connections.controller';
import { GapsController } from '../connections/gaps.controller';
import { CrmController } from '../crm/crm.controller';
import { KnowledgeController } from '../knowledge/knowledge.controller';
import { MetricsController } from '../metrics/metrics.controller';
import { ModelController } from '../settings/model.controller';
import { ToolsController } from '../settings/tools.controller';
import { WorkspacesController } from '../settings/workspaces.controller';
import { WhatIfController } from '../what-if/what-if.controller';
import { AuditAccess } from './audit-access';
import { OperationsController } from './operations.controller';
import { ProblemFilter } from './problem.filter';
import { SessionsController } from './sessions.controller';

/** The HTTP API; `AuditAccess` is opened by whoever starts audit. */
@Module({
  controllers: [
    SessionsController,
    OperationsController,
    WorkspacesController,
    ConnectionsController,
    GapsController,
    CrmController,
    KnowledgeController,
    ModelController,
    ToolsController,
    WhatIfController,
    MetricsController,
  ],
  providers: [AuditAccess, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [AuditAccess],
})
export class AuditHttpModule {}
