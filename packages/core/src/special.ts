/**
 * Special functions in plain double arithmetic, so that every machine computes the same bits.
 * `Math.exp`, `Math.log` and their kin are left to each engine by the language and are banned below the harness
 * (`Math.sqrt` is correctly rounded everywhere and allowed).
 */
import cospi from '@stdlib/math-base-special-cospi';
import digamma from '@stdlib/math-base-special-digamma';
import erf from '@stdlib/math-base-special-erf';
import erfc from '@stdlib/math-base-special-erfc';
import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import gammaln from '@stdlib/math-base-special-gammaln';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import pow from '@stdlib/math-base-special-pow';
import sinpi from '@stdlib/math-base-special-sinpi';
import trigamma from '@stdlib/math-base-special-trigamma';

export { cospi, digamma, erf, erfc, exp, expm1, gammaln, ln, log1p, pow, sinpi, trigamma };
