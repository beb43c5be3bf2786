/** Far more QL sweeps than an eigenvalue needs (two or three): ends the search for numbers that are not finite. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues of a symmetric matrix, in no particular order, to about 1e-15 of the largest: Householder reduction to
 * tridiagonal form and implicit QL, both without eigenvectors (Wilkinson and Reinsch 1971, tred1 and imtql1).
 * Overwrites `a` (n×n, row-major; the lower triangle is read).
 */
export function symmetricEigenvalues(a: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  tridiagonalize(a, n, diagonal, off);
  implicitQl(diagonal, off);
  return diagonal;
}

/** Leaves the diagonal, and in `off[i]` the element beside diagonal[i] and diagonal[i + 1]. */
function tridiagonalize(a: Float64Array, n: number, diagonal: Float64Array, off: Float64Array): void {
  const p = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    // the reflection that clears row i left of its subdiagonal; u overwrites that row
    const u = a.subarray(i * n, i * n + i);
    const scale = u.reduce((sum, x) => sum + Math.abs(x), 0);
    diagonal[i] = a[i * n + i]!;
    const last = u[i - 1]!;
    if (scale === Math.abs(last)) {
      off[i - 1] = last;
      continue;
    }
    const length = scale * Math.sqrt(u.reduce((sum, x) => sum + (x / scale) ** 2, 0));
    const beside = last > 0 ? -length : length;
    off[i - 1] = beside;
    u[i - 1] = last - beside;
    const half = length * (length + Math.abs(last));
    p.fill(0, 0, i);
    for (let j = 0; j < i; j++) {
      const row = a.subarray(j * n, j * n + j + 1);
      const uj = u[j]!;
      let sum = row[j]! * uj;
      for (let k = 0; k < j; k++) {
        sum += row[k]! * u[k]!;
        p[k]! += row[k]! * uj;
      }
      p[j]! += sum;
    }
    let overlap = 0;
    for (let j = 0; j < i; j++) {
      p[j]! /= half;
      overlap += p[j]! * u[j]!;
    }
    const share = overlap / (2 * half);
    for (let j = 0; j < i; j++) p[j]! -= share * u[j]!;
    for (let j = 0; j < i; j++) {
      const row = a.subarray(j * n, j * n + j + 1);
      const uj = u[j]!;
      const pj = p[j]!;
      for (let k = 0; k <= j; k++) row[k]! -= uj * p[k]! + pj * u[k]!;
    }
  }
  if (n > 0) diagonal[0] = a[0]!;
}

/** Turns the diagonal into the eigenvalues; `off` is lost. */
function implicitQl(d: Float64Array, off: Float64Array): void {
  const n = d.length;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      let m = l;
      while (m < n - 1 && Math.abs(off[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++;
      if (m === l) break;
      let g = (d[l + 1]! - d[l]!) / (2 * off[l]!);
      const shift = Math.hypot(g, 1);
      g = d[m]! - d[l]! + off[l]! / (g + (g < 0 ? -shift : shift));
      let sine = 1;
      let cosine = 1;
      let carried = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = sine * off[i]!;
        const b = cosine * off[i]!;
        const r = Math.hypot(f, g);
        off[i + 1] = r;
        if (r === 0) break;
        sine = f / r;
        cosine = g / r;
        g = d[i + 1]! - carried;
        const s = (d[i]! - g) * sine + 2 * cosine * b;
        carried = sine * s;
        d[i + 1] = g + carried;
        g = cosine * s - b;
      }
      if (i >= l) d[i + 1]! -= carried;
      else {
        d[l]! -= carried;
        off[l] = g;
      }
      off[m] = 0;
    }
  }
}
