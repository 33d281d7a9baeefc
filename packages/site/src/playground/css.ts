/** Style of the playground, by the variables of site.css. */
export const playgroundCss = `
.pg,.pg-presets{font-family:var(--sans);font-size:.95rem}
.pg{display:grid;gap:2rem;align-items:start}
@media (min-width:60rem){.pg{grid-template-columns:minmax(17rem,21rem) minmax(0,1fr)}}
.pg-presets h2{font-size:1rem;margin:0 0 .4rem}
.pg-presets ul,.pg-legend{display:flex;flex-wrap:wrap;gap:.4rem .9rem;padding:0;margin:0 0 1.2rem;list-style:none}
.pg-presets a{display:inline-block;padding:.25rem .6rem;border:1px solid var(--rule);border-radius:1rem;text-decoration:none}
.pg-presets a:hover{border-color:currentColor}
.pg-form fieldset{margin:0 0 1rem;padding:.7rem .9rem .9rem;border:1px solid var(--rule);border-radius:6px;background:var(--raised);min-width:0}
.pg-form fieldset[hidden],.pg-field [hidden]{display:none}
.pg-form legend{font-weight:600;padding:0 .3rem}
.pg-field{margin-top:.6rem}
.pg-field label{display:block}
.pg-field input,.pg-field select,.pg-controls select{width:100%;max-width:100%;box-sizing:border-box;font:inherit;color:inherit;background:transparent;padding:.35rem .5rem;border:1px solid var(--muted);border-radius:.3rem}
.pg-field option,.pg-controls option{color:#111;background:#fff}
.pg-field [aria-invalid=true]{border-color:var(--bad);outline:1px solid var(--bad)}
.pg-problem{margin:.2rem 0 0;color:var(--bad);font-size:.9rem}
.pg-help,.pg-note{margin:.2rem 0 0;font-size:.85rem;color:var(--muted)}
.pg-run{position:sticky;bottom:0;z-index:1;padding:.6rem 0;display:flex;gap:.6rem;background:var(--surface);border-top:1px solid var(--rule)}
.pg button{font:inherit;padding:.4rem 1rem;border:1px solid var(--muted);border-radius:.3rem;background:var(--surface);color:var(--ink);cursor:pointer}
.pg button:disabled{opacity:.55;cursor:default}
#pg-run{background:var(--ink);color:var(--surface);border-color:var(--ink)}
.pg-results{min-width:0}
.pg-results>section>h2{margin-top:1.6rem}
#pg-progress{width:100%;height:.4rem;accent-color:var(--c1)}
#pg-status{margin:.4rem 0 0;min-height:3.2em}
.pg-controls{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:center;margin:.5rem 0}
.pg-controls select{width:auto}
.pg-controls input[type=range]{flex:1 1 10rem;min-width:8rem;accent-color:var(--c1)}
.pg-controls output{min-width:4ch;font-variant-numeric:tabular-nums}
.pg-readout{min-height:3.2em;font-variant-numeric:tabular-nums}
.pg-chart{display:block;width:100%;height:auto;overflow:visible}
.pg-chart .pg-tick{fill:var(--muted);font-size:13px}
.pg-grid{stroke:var(--rule);stroke-width:1;fill:none}
.pg-axis{stroke:var(--muted);stroke-width:1;fill:none}
.pg-chart path.pg-mean{fill:none;stroke:var(--c1);stroke-width:2.5;stroke-linejoin:round}
.pg-chart path.pg-median{fill:none;stroke:var(--c1);stroke-width:1.5;stroke-dasharray:2 3}
.pg-chart path.pg-single{fill:none;stroke:var(--muted);stroke-width:.6;opacity:.4}
.pg-chart path.pg-band{fill:var(--c1);opacity:.14}
.pg-chart path.pg-theory{fill:none;stroke:var(--c2);stroke-width:1.5}
.pg-chart path.pg-exact{stroke-width:2;stroke-dasharray:8 5}
.pg-chart path.pg-asymptotic{stroke-dasharray:2 4}
.pg-chart path.pg-lower-bound,.pg-chart path.pg-upper-bound{stroke-dasharray:9 3 2 3;opacity:.7}
.pg-chart path.pg-theory-band{fill:var(--c2);opacity:.1}
.pg-chart path.pg-marker{stroke:var(--muted);stroke-width:1;fill:none}
.pg-chart .pg-dot{fill:var(--c1)}
.pg-chart path.pg-real{fill:var(--muted);fill-opacity:.22;stroke:var(--muted);stroke-width:1}
.pg-chart path.pg-model{fill:var(--c1);fill-opacity:.14;stroke:var(--c1);stroke-width:1.8}
.pg-chart path.pg-points{fill:none;stroke-width:4;stroke-linecap:round;opacity:.55}
.pg-key{display:inline-block;width:1.7rem;height:0;margin-right:.4rem;vertical-align:middle;border-top:2px solid var(--c1)}
.pg-key.pg-median{border-top-style:dotted}
.pg-key.pg-band{height:.8rem;border:0;background:var(--c1);opacity:.25}
.pg-key.pg-single{border-top:1px solid var(--muted)}
.pg-key.pg-theory{border-top:2px dotted var(--c2)}
.pg-key.pg-exact{border-top-style:dashed}
.pg-key.pg-real{height:.8rem;border:1px solid var(--muted);background:var(--rule)}
.pg-legend{font-size:.9rem;margin:.3rem 0}
.pg-scroll{overflow:auto;max-height:26rem;border:1px solid var(--rule)}
.pg-scroll table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
.pg-scroll th,.pg-scroll td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
.pg-scroll caption{text-align:left;padding:.5rem .6rem;color:var(--muted)}
.pg-json{max-height:22rem;overflow:auto}
`;
