import { Switch } from '@base-ui/react/switch';
import { Tabs } from '@base-ui/react/tabs';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useEditor, useServices } from '../editor-context.tsx';
import { useLab } from '../lab/lab-context.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import { highlightCss } from './highlight.ts';
import { OnWires } from './OnWires.tsx';
import { PHASE_TITLES, phaseSentence } from './phase-words.ts';
import { STEP_PHASES, type StepPhase } from './step-phases.ts';
import { StepRefusal } from './StepRefusal.tsx';
import { stepperOf, type Stepper, type TakenStep } from './stepper-store.ts';
import './stepper.css';
import { useStale } from './use-stale.ts';
import { ValueCard } from './ValueCard.tsx';

const VALUE = ['value'] as const;
const GRADIENT = ['gradient'] as const;
const BOTH = ['value', 'gradient'] as const;
const ACTIVE = '[role=tab][aria-selected=true]';

/** One training step in its phases, with what travels on the wires. */
export function StepTab() {
  const stepper = stepperOf(useServices());
  const { step, problems, working } = useStore(stepper);
  const origin = useEditor((state) => state.content.origin);
  useEffect(() => {
    const { step: taken, working: busy, take } = stepper.getState();
    // a step of a drawing that was replaced by another says nothing of that
    if (!busy && (!taken || taken.origin !== origin)) void take();
  }, [stepper, origin]);
  if (step && step.origin === origin) return <Step stepper={stepper} step={step} />;
  if (problems) return <StepRefusal problems={problems} again={() => void stepper.getState().take()} />;
  return (
    <div className="lab-empty" role="status">
      {working && <p>One step is taken apart. No run is changed by it.</p>}
    </div>
  );
}

function Step({ stepper, step }: { readonly stepper: Stepper; readonly step: TakenStep }) {
  const { phase, gradients, working } = useStore(stepper);
  const { take, go, showGradients } = stepper.getState();
  const { newest } = useLab();
  const stale = useStale(step);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // who came by a key goes on by keys; who goes along the drawer's tabs is left there
    const at = document.activeElement;
    if (at?.closest('[role=tablist], input, textarea')) return;
    root.current?.querySelector<HTMLElement>(ACTIVE)?.focus();
  }, []);
  useEffect(() => {
    // the focus goes along where it is on a phase
    if (document.activeElement?.matches('.stepper-phase'))
      root.current?.querySelector<HTMLElement>(ACTIVE)?.focus();
  }, [phase]);

  const at = STEP_PHASES.indexOf(phase);
  const move = (by: number) => {
    const next = STEP_PHASES[at + by];
    if (next) go(next);
  };
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // before the list of phases, which would move from the tab that had the focus last
    event.stopPropagation();
    move(by);
  };
  const { nodes, edges, values, changes } = step.phases[phase];
  const hasGradients = phase !== 'backward' && values.some(({ record }) => record.gradient);
  const show = phase === 'backward' ? GRADIENT : gradients ? BOTH : VALUE;
  const { step: index } = step.dissection;
  return (
    <div ref={root} className="stepper" onKeyDownCapture={keys}>
      <style>{highlightCss({ nodes, edges, back: phase === 'backward' })}</style>
      <OnWires values={values} show={show} />
      <Tabs.Root className="stepper-tabs" value={phase} onValueChange={(next: StepPhase) => go(next)}>
        <div className="stepper-bar">
          <IconButton label="Previous phase" keys="←" disabled={at === 0} onClick={() => move(-1)}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <Tabs.List
            className="stepper-phases"
            aria-label="Phases of the step"
            activateOnFocus
            loopFocus={false}
          >
            {STEP_PHASES.map((name, i) => (
              <Tabs.Tab key={name} className="stepper-phase" value={name} data-done={i < at || undefined}>
                <span aria-hidden>{i + 1}</span>
                {PHASE_TITLES[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <IconButton
            label="Next phase"
            keys="→"
            disabled={at === STEP_PHASES.length - 1}
            onClick={() => move(1)}
          >
            <ChevronRight size={16} aria-hidden />
          </IconButton>
          <Button className="stepper-again" disabled={working || !newest()} onClick={() => void take()}>
            {working ? 'Working' : 'Take again'}
          </Button>
        </div>
        <Tabs.Panel className="stepper-panel" value={phase}>
          <div className="stepper-about">
            <p aria-live="polite">
              <b>
                Step {index + 1}, {step.checkpoint ? 'the run’s weights' : 'initial weights'}
              </b>
              {' · '}
              {phaseSentence(phase, step)}
              {stale && <span className="stepper-stale"> {stale}</span>}
            </p>
            {hasGradients && (
              <label className="stepper-gradients">
                <Switch.Root className="switch" checked={gradients} onCheckedChange={showGradients}>
                  <Switch.Thumb className="switch-thumb" />
                </Switch.Root>
                with gradients
              </label>
            )}
          </div>
          {values.length > 0 && (
            <ul className="step-values" aria-label="Values">
              {values.map((value) => (
                <ValueCard key={value.from} value={value} show={show} />
              ))}
            </ul>
          )}
          {changes.length > 0 && <ChangeTable changes={changes} />}
        </Tabs.Panel>
      </Tabs.Root>
    </div>
  );
}
