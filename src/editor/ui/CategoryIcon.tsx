import Archive from 'lucide-react/icons/archive';
import Blend from 'lucide-react/icons/blend';
import Boxes from 'lucide-react/icons/boxes';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import Database from 'lucide-react/icons/database';
import FoldVertical from 'lucide-react/icons/fold-vertical';
import Gauge from 'lucide-react/icons/gauge';
import Scissors from 'lucide-react/icons/scissors';
import Package from 'lucide-react/icons/package';
import Sigma from 'lucide-react/icons/sigma';
import Sparkles from 'lucide-react/icons/wand-sparkles';
import Target from 'lucide-react/icons/target';
import TrendingDown from 'lucide-react/icons/trending-down';
import type { Category } from '../../spec/node-spec.ts';

const ICONS: Record<Category | 'composite', typeof Database> = {
  data: Database,
  augment: Sparkles,
  encoder: Boxes,
  head: FoldVertical,
  flow: Scissors,
  state: Archive,
  target: Target,
  loss: Blend,
  math: Sigma,
  optim: TrendingDown,
  probe: Gauge,
  composite: Package,
};

/** The sign of a node type's category; `type` is `category.name`. */
export function CategoryIcon({ type, size = 14 }: { readonly type: string; readonly size?: number }) {
  const Icon = (ICONS as Partial<Record<string, typeof Database>>)[categoryOf(type)] ?? CircleHelp;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}

/** `encoder` of `encoder.convnet`. */
function categoryOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}
