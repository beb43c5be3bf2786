interface Entry {
  readonly severity: 'error' | 'warning' | 'info';
  // the argument's type differs from entry to entry; `MessageArguments` recovers it
  readonly message: (args: never) => string;
}

function list(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}

/** “a, b or c”; where there are many, the first as an example. */
function anyOf(kinds: readonly string[]): string {
  if (kinds.length > 3) return `a tensor such as ${kinds[0]}`;
  return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : (kinds[0] ?? 'something');
}

/**
 * Every message Unlabel can give, by its stable code. A message says what is wrong and what to do about it, in words a
 * newcomer can act on. Codes are never renamed or reused.
 */
export const CATALOGUE = {
  // the file
  DOC_NOT_FOUND: {
    severity: 'error',
    message: (a: { source: string; detail: string; templates: readonly string[] }) =>
      `“${a.source}” is no file that can be read (${a.detail}) and no template. The templates are ${list(a.templates)}.`,
  },
  DOC_TOO_LARGE: {
    severity: 'error',
    message: (a: { megabytes: number; limit: number }) =>
      `The file has ${a.megabytes.toFixed(1)} MB; a document has at most ${a.limit} MB. Choose an Unlabel document.`,
  },
  DOC_NOT_JSON: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The file is not complete JSON (${a.detail}). It may have been cut short: save or download it again.`,
  },
  DOC_NOT_UNLABEL: {
    severity: 'error',
    message: () => 'This is JSON, but not an Unlabel document: its "format" is not "unlabel".',
  },
  DOC_NEWER: {
    severity: 'error',
    message: (a: { version: number; supported: number }) =>
      `The document is of version ${a.version}; this Unlabel reads up to ${a.supported}. Update Unlabel to open it. The file was left as it is.`,
  },
  DOC_INVALID: {
    severity: 'error',
    message: (a: { field: string; problem: string }) =>
      `The document's field “${a.field}” is not valid: ${a.problem}.`,
  },
  DOC_UNKNOWN_PRESET: {
    severity: 'error',
    message: (a: { preset: string; known: readonly string[] }) =>
      `The document has no preset “${a.preset}”. It has: ${a.known.length ? list(a.known) : 'none'}.`,
  },
  DOC_UNKNOWN_STAGE: {
    severity: 'error',
    message: (a: { stage: string; known: readonly string[] }) =>
      `The document has no stage “${a.stage}”. It has: ${list(a.known)}.`,
  },
  DOC_LINK_CORRUPT: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The link holds no whole drawing (${a.detail}). It may have been cut short on its way: copy all of it, or ask for the file.`,
  },
  DOC_LINK_NEWER: {
    severity: 'error',
    message: (a: { version: number; supported: number }) =>
      `The link is of version ${a.version}; this Unlabel reads version ${a.supported}. Reload the page to get the newest Unlabel, then open the link again.`,
  },
  DOC_LINK_TOO_LARGE: {
    severity: 'error',
    message: (a: { limit: number }) =>
      `What the link holds unpacks to more than ${a.limit} MB, the most a document has. It was not opened; ask its sender for the file.`,
  },
  DOC_LINK_TOO_LONG: {
    severity: 'warning',
    message: (a: { characters: number; limit: number }) =>
      `The drawing would make a link of ${Math.ceil(a.characters / 1000)},000 characters; mail and chat programs cut links above ${a.limit / 1000},000. Send the file instead.`,
  },
  DOC_PICTURE_EMPTY: {
    severity: 'error',
    message: () =>
      'This picture holds no drawing. Pictures exported by Unlabel do; programs that send or convert pictures may remove it. Ask for the original file.',
  },
  DOC_PICTURE_DAMAGED: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The drawing in this picture cannot be read (${a.detail}). Download the picture again, or ask for the original file.`,
  },
  DOC_PICTURE_FAILED: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The picture could not be drawn (${a.detail}). Try the other format, or save the drawing to a file.`,
  },
  DOC_EXPORT_EMPTY: {
    severity: 'error',
    message: () =>
      'This file holds no drawing. Choose what Unlabel exported: a .zip, its train.py or drawing.json, or a notebook.',
  },
  DOC_EXPORT_DAMAGED: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The drawing in this export cannot be read (${a.detail}). Download the export again, or open its drawing.json.`,
  },
  DOC_EXPORT_TOO_LARGE: {
    severity: 'error',
    message: (a: { limit: number }) =>
      `The drawing in this export unpacks to more than ${a.limit} MB, the most a document has. It was not opened.`,
  },
  DOC_FILE_NOT_WRITTEN: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The file was not written (${a.detail}). The drawing is intact: save it under another name.`,
  },
  DOC_STORAGE_FULL: {
    severity: 'warning',
    message: () =>
      'The browser has no room left to keep drawings. The drawing is intact: save it to a file, and delete snapshots or free site data.',
  },
  DOC_STORAGE_FAILED: {
    severity: 'warning',
    message: (a: { detail: string }) =>
      `The browser did not keep the drawing (${a.detail}). It is intact: save it to a file.`,
  },
  DOC_EDITS_UNSAVED: {
    severity: 'warning',
    message: () =>
      'The last visit ended before its last edits were kept. What was kept shortly before is on the canvas.',
  },

  // what is pasted
  CLIP_FOREIGN: {
    severity: 'error',
    message: () =>
      'The clipboard holds no Unlabel nodes. Select nodes in a drawing, copy them, and paste them here.',
  },
  CLIP_DOCUMENT: {
    severity: 'error',
    message: () =>
      'The clipboard holds a whole drawing, and pasting does not replace the one you have open. Save the text as a file and open that; or open it in another tab and copy its nodes.',
  },
  CLIP_DAMAGED: {
    severity: 'error',
    message: (a: { problem: string }) =>
      `The clipboard holds Unlabel nodes that are damaged: ${a.problem}. Copy them again from their drawing.`,
  },
  CLIP_NEWER: {
    severity: 'error',
    message: () =>
      'The clipboard holds nodes from a newer Unlabel. Reload this page, so that it is the same version, and paste again.',
  },
  CLIP_TOO_MANY: {
    severity: 'error',
    message: (a: { limit: number; what: string }) =>
      `With what is pasted the drawing would have more than ${a.limit.toLocaleString('en')} ${a.what}. Copy fewer nodes.`,
  },
  CLIP_FORBIDDEN: {
    severity: 'error',
    message: (a: { keys: string }) =>
      `The browser does not let this page at the clipboard by menu. Press ${a.keys} instead.`,
  },

  // the drawing
  GRAPH_UNKNOWN_NODE_TYPE: {
    severity: 'error',
    message: (a: { type: string }) =>
      `There is no node type “${a.type}”. Delete the node, or open the document in the Unlabel that wrote it.`,
  },
  GRAPH_DUPLICATE_NODE: {
    severity: 'error',
    message: (a: { node: string }) => `Two nodes are called “${a.node}”. Rename one.`,
  },
  GRAPH_BAD_PARAM: {
    severity: 'error',
    message: (a: { param: string; problem: string }) => `“${a.param}” is not valid: ${a.problem}.`,
  },
  GRAPH_UNKNOWN_PARAM: {
    severity: 'error',
    message: (a: { param: string; type: string; known: readonly string[] }) =>
      `A ${a.type} node has no parameter “${a.param}”. It has: ${list(a.known)}.`,
  },
  GRAPH_UNKNOWN_NODE: {
    severity: 'error',
    message: (a: { node: string }) => `The drawing has no node “${a.node}”.`,
  },
  GRAPH_UNKNOWN_PORT: {
    severity: 'error',
    message: (a: { node: string; port: string; side: 'input' | 'output' }) =>
      `“${a.node}” has no ${a.side} called “${a.port}”. Delete this wire and connect it again.`,
  },
  GRAPH_KIND_MISMATCH: {
    severity: 'error',
    message: (a: { from: string; fromKind: string; to: string; toKinds: readonly string[]; hint?: string }) =>
      `“${a.from}” gives ${a.fromKind}, but “${a.to}” takes ${anyOf(a.toKinds)}.${a.hint ? ` ${a.hint}` : ''}`,
  },
  GRAPH_SELF_WIRE: {
    severity: 'error',
    message: (a: { node: string }) => `“${a.node}” cannot feed itself within one step.`,
  },
  GRAPH_DUPLICATE_WIRE: {
    severity: 'error',
    message: (a: { edge: string }) => `The wire ${a.edge} is there twice. Delete one.`,
  },
  GRAPH_INPUT_TAKEN: {
    severity: 'error',
    message: (a: { node: string; port: string }) =>
      `“${a.port}” of “${a.node}” takes one wire and has several. Delete all but one.`,
  },
  GRAPH_MISSING_INPUT: {
    severity: 'error',
    message: (a: { node: string; port: string; kinds: readonly string[] }) =>
      `“${a.node}” needs something on its input “${a.port}”. Connect ${anyOf(a.kinds)} to it.`,
  },
  GRAPH_CYCLE: {
    severity: 'error',
    message: (a: { nodes: readonly string[] }) =>
      `These nodes feed each other in a circle: ${a.nodes.join(' → ')} → ${a.nodes[0] ?? ''}. Cut one of the wires.`,
  },
  GRAPH_NO_OPTIMISER: {
    severity: 'error',
    message: () => 'Nothing is trained: add an optimiser and connect a loss to it.',
  },
  GRAPH_NO_DATA: {
    severity: 'error',
    message: () => 'The drawing has no images: add a dataset node.',
  },
  GRAPH_SEVERAL_DATASETS: {
    severity: 'error',
    message: (a: { nodes: readonly string[] }) =>
      `One stage reads one dataset, and this one has ${list(a.nodes)}. Keep one of them.`,
  },
  GRAPH_TIED_ARCHITECTURE: {
    severity: 'error',
    message: (a: { node: string; type: string; owner: string; ownerType: string }) =>
      `“${a.node}” (${a.type}) cannot use the weights of “${a.owner}” (${a.ownerType}): they are of different types.`,
  },
  GRAPH_AMBIGUOUS_WEIGHTS: {
    severity: 'error',
    message: (a: { node: string; type: string; through: string; modules: readonly string[] }) =>
      `Several of the modules that go into “${a.through}” could be “${a.node}” (${a.type}): ${list(a.modules)}. Give “${a.node}” the parameters of the one it should be, or use one “${a.through}” for each.`,
  },
  GRAPH_RECURSIVE_COMPOSITE: {
    severity: 'error',
    message: (a: { titles: readonly string[] }) =>
      `“${a.titles[0] ?? ''}” contains itself: ${a.titles.join(' → ')}. Delete it, or unpack it and make it of other nodes.`,
  },
  GRAPH_TOO_LARGE: {
    severity: 'error',
    message: (a: { limit: number; what: string }) =>
      `With all its composite nodes unpacked the drawing has more than ${a.limit.toLocaleString('en')} ${a.what}. Delete some of them, or pack less into each.`,
  },

  // shapes
  SHAPE_MISMATCH: {
    severity: 'error',
    message: (a: { problem: string }) => `The shapes do not fit: ${a.problem}.`,
  },
  SHAPE_VIEWS: {
    severity: 'error',
    message: (a: { node: string; needs: string; has: number }) =>
      `“${a.node}” needs ${a.needs} and gets ${a.has} view${a.has === 1 ? '' : 's'}. Change “views” of the augmentation, or connect the other lane.`,
  },
  SHAPE_BATCH_OF_ONE: {
    severity: 'error',
    message: (a: { node: string }) =>
      `“${a.node}” compares each image with the others of its batch, and the batch has one image. Set the batch size to 2 or more.`,
  },
  SHAPE_BATCH_TOO_LARGE: {
    severity: 'error',
    message: (a: { batch: number; dataset: string; count: number }) =>
      `The batch size is ${a.batch}, but the training part of ${a.dataset} has ${a.count} images. Choose a smaller batch.`,
  },
  SHAPE_NOT_UNIT_LENGTH: {
    severity: 'info',
    message: (a: { node: string; port: string }) =>
      `“${a.port}” of “${a.node}” usually gets vectors of length 1, so that only their direction counts.`,
  },

  // gradients
  GRAD_NOTHING_TRAINED: {
    severity: 'error',
    message: (a: { loss: string }) =>
      `No weight can change the loss of “${a.loss}”: every path to it is cut. Remove a stop-gradient or connect an encoder.`,
  },
  GRAD_UNREACHABLE: {
    severity: 'warning',
    message: (a: { node: string }) =>
      `“${a.node}” has weights that no loss reaches, so it is never trained. Connect it to a loss, or freeze it.`,
  },
  GRAD_INTO_TARGET: {
    severity: 'info',
    message: (a: { node: string; port: string }) =>
      `Gradient flows back through “${a.port}” of “${a.node}” too. Methods without negatives hold it fixed, so that both sides do not meet in a constant.`,
  },
  GRAD_TWO_OPTIMISERS: {
    severity: 'error',
    message: (a: { node: string; first: string; second: string }) =>
      `“${a.node}” would be trained by both “${a.first}” and “${a.second}”. Cut the gradient of one with a stop-gradient.`,
  },

  // wiring that compiles and trains, and is not what it looks like
  WIRING_PARTIAL_AVERAGE: {
    severity: 'warning',
    message: (a: { node: string; teacher: string; average: string }) =>
      `“${a.node}” stands behind the teacher “${a.teacher}” but does not follow “${a.average}”: its weights are random for ever, or the student’s own. Connect the weights of “${a.average}” to it too.`,
  },
  WIRING_UNUSED_FOLLOWER: {
    severity: 'warning',
    message: (a: { node: string; label: string }) =>
      `No module takes the weights of “${a.node}”, so there is no teacher. Connect the ${a.label} to the weights of the modules on the teacher’s side.`,
  },
  WIRING_SAME_VIEW: {
    severity: 'warning',
    message: (a: { node: string; source: string }) =>
      `Both sides of “${a.node}” see the same single view of “${a.source}”, so there is nothing to be invariant to. Give it two views, or each side an augmentation of its own.`,
  },
  WIRING_VIEWS_APART: {
    severity: 'warning',
    message: (a: { node: string }) =>
      `The loss never compares views of the same image: “${a.node}” only spreads embeddings, so nothing is learned of what views share, however healthy their spread. Add a term that does.`,
  },
  WIRING_QUEUE_OF_ALL: {
    severity: 'warning',
    message: (a: { queue: string; size: number; images: number }) =>
      `“${a.queue}” keeps ${a.size.toLocaleString('en')} rows of a dataset with ${a.images.toLocaleString('en')} images: among the negatives are older embeddings of the very image to be found. Make it shorter.`,
  },
  WIRING_BATCH_NORM_LEAK: {
    severity: 'warning',
    message: (a: { node: string; loss: string }) =>
      `The batch norm of “${a.node}” gives answers of “${a.loss}” away: a query and its key share the statistics of one batch, the queue’s keys do not. Shuffle the keys’ images and normalise in parts, or use another norm.`,
  },

  // lowering to the engine
  LOWER_UNVERIFIED: {
    severity: 'error',
    message: (a: { problem: string }) =>
      `The compiled program failed its own check (${a.problem}). This is a fault of Unlabel: please report it with the document.`,
  },

  // running
  RUN_NOT_FINITE: {
    severity: 'error',
    message: (a: { step: number; node: string; operation: string }) =>
      `At step ${a.step} “${a.node}” produced a number that is not finite (in ${a.operation}). Lower the learning rate, or raise the temperature; the weights of the last good checkpoint are kept.`,
  },
  RUN_DEVICE_LOST: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The graphics device was lost (${a.detail}). Where training does not go on by itself, press Resume to go on from the last checkpoint.`,
  },
  RUN_GPU_ERROR: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The graphics driver refused an operation (${a.detail}). Choose another backend and train again.`,
  },
  RUN_BACKEND_UNAVAILABLE: {
    severity: 'error',
    message: (a: { backend: string; detail: string }) =>
      `The backend “${a.backend}” does not work here (${a.detail}). Choose another one, or “auto”.`,
  },
  RUN_DATA_MISSING: {
    severity: 'error',
    message: (a: { dataset: string; detail: string }) =>
      `The images of “${a.dataset}” could not be loaded (${a.detail}). Check the connection and try again.`,
  },
  RUN_DATA_CORRUPT: {
    severity: 'error',
    message: (a: { dataset: string; detail: string }) =>
      `The images of “${a.dataset}” are damaged (${a.detail}). Reload the page, or reinstall Unlabel.`,
  },
  RUN_UNKNOWN_DATASET: {
    severity: 'error',
    message: (a: { dataset: string; known: readonly string[] }) =>
      `There is no dataset “${a.dataset}”. There are: ${list(a.known)}.`,
  },
  RUN_OUT_OF_MEMORY: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `There is not enough memory for this program (${a.detail}). Use a smaller batch or a smaller encoder.`,
  },
  RUN_WORKER_CRASHED: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The training worker stopped unexpectedly (${a.detail}). The drawing is intact; where training does not go on by itself, press Resume to go on from the last checkpoint.`,
  },
  RUN_TAKEN_UP: {
    severity: 'info',
    message: (a: { after: string; step: number }) =>
      `Training went on by itself from the checkpoint of step ${a.step}, in a new worker: ${a.after}`,
  },
  RUN_BAD_CHECKPOINT: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The checkpoint does not fit this drawing (${a.detail}). Start the training anew.`,
  },
  RUN_NOT_KEPT: {
    severity: 'warning',
    message: (a: { name: string; detail: string }) =>
      `The browser did not keep “${a.name}” (${a.detail}). It stays in the list until this page is closed: save it to a file, or delete other runs.`,
  },
  RUN_KEPT_UNREADABLE: {
    severity: 'warning',
    message: (a: { count: number }) =>
      `Runs that this Unlabel cannot read, damaged or newer: ${a.count}. They were left as they are; reload the page to get the newest Unlabel.`,
  },
  RUN_FILE_FOREIGN: {
    severity: 'error',
    message: () => 'This file holds no run. Choose one that was saved from the list of runs.',
  },
  RUN_FILE_INVALID: {
    severity: 'error',
    message: (a: { field: string; problem: string }) =>
      `The run’s field “${a.field}” is not valid: ${a.problem}. Ask for the original file.`,
  },
  RUN_NOT_REPLAYED: {
    severity: 'error',
    message: (a: { name: string; why: string }) =>
      `“${a.name}” cannot be run again: ${a.why}. Open its drawing and train that.`,
  },
  RUN_LINK_TOO_LONG: {
    severity: 'warning',
    message: (a: { name: string; characters: number; limit: number }) =>
      `“${a.name}” would make a link of ${Math.ceil(a.characters / 1000)},000 characters; mail and chat programs cut links above ${a.limit / 1000},000. Save it to a file and send that.`,
  },
  RUN_LINK_CORRUPT: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The link holds no whole run (${a.detail}). It may have been cut short on its way: copy all of it, or ask for the file.`,
  },
  RUN_BAD_SAFETENSORS: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The file holds no weights that Unlabel can read: ${a.detail}. Choose a whole .safetensors file.`,
  },
  RUN_WEIGHTS_MISFIT: {
    severity: 'error',
    message: (a: { problem: string }) =>
      `The weights are not of this drawing: ${a.problem}. Open the drawing and preset they were trained with.`,
  },
  RUN_BAD_FIXTURE: {
    severity: 'error',
    message: (a: { detail: string }) => `The fixture case cannot be run: ${a.detail}.`,
  },

  // code that is taken away
  EMIT_NOT_EXPORTED: {
    severity: 'error',
    message: (a: { node: string; problem: string }) =>
      `“${a.node}” cannot be exported faithfully: ${a.problem}. Change the drawing there.`,
  },
  EMIT_NO_FIXTURE: {
    severity: 'warning',
    message: (a: { why: string }) =>
      `The export carries no proof: ${a.why}. Export the preset “browser” to have one.`,
  },
  EMIT_WORKER_LOST: {
    severity: 'error',
    message: (a: { detail: string }) =>
      `The code could not be written: the worker that writes it failed (${a.detail}). Try again; reload the page if it fails again.`,
  },
} as const satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof CATALOGUE;

export type MessageArguments<C extends DiagnosticCode> =
  Parameters<(typeof CATALOGUE)[C]['message']> extends [infer A] ? A : object;
