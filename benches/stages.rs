//! Times each stage on a site in memory: `cargo bench --bench stages`.
#![expect(clippy::indexing_slicing, clippy::expect_used, reason = "a bench may stop")]

mod site;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use helpsmith::model::AudienceId;
use helpsmith::pipeline::{self, Memos, Phases, Project, Request};
use helpsmith::search::{self, Index};
use helpsmith::source::Snapshot;

const ARTICLES: usize = 500;

fn snapshot() -> Snapshot {
    let files = site::files(ARTICLES);
    Snapshot::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn load(snapshot: &Snapshot) -> Project {
    pipeline::load(snapshot, &Memos::default(), &mut Phases::default()).value.expect("a project")
}

fn stages(criterion: &mut Criterion) {
    let snapshot = snapshot();
    let project = load(&snapshot);
    let date = jiff::civil::date(2026, 1, 15);
    let request = Request { audience: AudienceId(0), date, drafts: false, base_url: None, index: false };
    let build = |memos: &Memos| pipeline::build(&project, &request, memos, &mut Phases::default()).value;
    let warm = Memos::default();
    let output = build(&warm);
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Elements(ARTICLES as u64)).sample_size(10);
    group.bench_function("load", |bencher| bencher.iter(|| load(&snapshot)));
    group.bench_function("resolve, code known", |bencher| bencher.iter(|| build(&warm)));
    group.bench_function("resolve, code new", |bencher| {
        bencher.iter_batched(Memos::default, |memos| build(&memos), BatchSize::PerIteration);
    });
    let edition = &output.site().editions[0];
    let (language, _) = project.settings.languages.get(edition.language);
    let kept = search::Kept::default();
    for (name, memo) in [("index for searching", None), ("index for searching, words known", Some(&kept))] {
        group.bench_function(name, |bencher| bencher.iter(|| Index::of(edition, language, memo)));
    }
    group.bench_function("render every page", |bencher| {
        bencher.iter(|| pipeline::try_all(&output, &mut Phases::default()).len());
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
