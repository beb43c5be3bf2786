import { expose } from 'comlink';
import { registry } from '../../nodes/index.ts';
import { reasonAboutCollapse, type CollapseReport } from '../analysis/collapse/collapse.ts';
import type { UnlabelDocument } from '../document/schema.ts';

/** What the worker offers that reasons about drawings: it compiles and interprets them, without an engine. */
export interface CollapseApi {
  reason(document: UnlabelDocument, preset: string | null): CollapseReport | null;
}

const api: CollapseApi = {
  reason: (document, preset) => reasonAboutCollapse(document, registry, preset === null ? {} : { preset }),
};

expose(api);
