//! Shares the addresses out among a few threads, so that many hosts are asked at once and each of them
//! seldom.
//!
//! A request passes the gate of its host, wherever the link that led there began: a redirect to a host that
//! another thread is asking waits like any other. Verdicts are absent: this only decides when something is
//! asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::address::Address;
use super::ask::{self, Request};
use super::client::Client;
use super::verdict::{Answer, Doubt, Fault, Verdict};

/// Hosts that are asked at the same time.
const HOSTS_MAX: usize = 8;

/// Pause between two requests to a host: five a second are what one reader with a browser may cause.
const HOST_PAUSE: Duration = Duration::from_millis(200);

/// Requests in a row that a host may leave unanswered. Who has a hundred links to a dead host would wait for
/// half an hour otherwise.
const TIMEOUTS_MAX: u32 = 3;

/// Asks all addresses, and calls `progress` after each. What is not in the result could not be asked.
pub fn ask_all(
    addresses: BTreeSet<Address>,
    timeout: Duration,
    progress: &(dyn Fn() + Sync),
) -> BTreeMap<Address, Verdict> {
    if addresses.is_empty() {
        return BTreeMap::new();
    }
    let client = Client::new(timeout);
    let gates = Gates::default();
    let queue = by_host(addresses);
    let next = AtomicUsize::new(0);
    let verdicts = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(addresses) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
            for address in addresses {
                let verdict = ask::ask(address, &mut |request| gates.pass(request, &client));
                verdicts.lock().unwrap_or_else(PoisonError::into_inner).insert(address.clone(), verdict);
                progress();
            }
        }
    };
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let threads: Vec<_> = (0..queue.len().min(HOSTS_MAX)).filter_map(spawn).collect();
        if threads.is_empty() {
            work();
        }
        // A thread that panics leaves its addresses unasked, and the check goes on.
        for thread in threads {
            let _ = thread.join();
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap_or_else(PoisonError::into_inner);
    doubt_ourselves(&mut verdicts);
    verdicts
}

/// Hosts without a name from which on it is likelier that nobody here knows names: some systems say the same of
/// both.
const NAMELESS_HOSTS_MIN: usize = 3;

/// Takes back that hosts do not exist, where none of many does: this machine has no network.
fn doubt_ourselves(verdicts: &mut BTreeMap<Address, Verdict>) {
    let hosts: BTreeSet<&str> = verdicts.keys().map(Address::host).collect();
    let nowhere = Verdict::Broken(Fault::NoHost);
    if hosts.len() >= NAMELESS_HOSTS_MIN && verdicts.values().all(|verdict| *verdict == nowhere) {
        verdicts.values_mut().for_each(|verdict| *verdict = Verdict::Unknown(Doubt::Unreachable));
    }
}

/// Returns the addresses of each host, the host with the most first, since it takes the longest.
fn by_host(addresses: BTreeSet<Address>) -> Vec<Vec<Address>> {
    let mut hosts: BTreeMap<String, Vec<Address>> = BTreeMap::new();
    for address in addresses {
        hosts.entry(address.host().to_owned()).or_default().push(address);
    }
    let mut queue: Vec<_> = hosts.into_values().collect();
    queue.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    queue
}

/// The gates of all hosts that have been asked.
#[derive(Default)]
struct Gates(Mutex<BTreeMap<String, Arc<Mutex<Gate>>>>);

impl Gates {
    /// Sends a request when its host may be asked again. Nobody else may ask the host until it has answered.
    fn pass(&self, request: &Request, client: &Client) -> Answer {
        let host = request.address.host().to_owned();
        let gate = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(host).or_default());
        let mut gate = gate.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = gate.foregone() {
            return answer;
        }
        thread::sleep(gate.wait(Instant::now()).max(request.pause));
        let answer = client.send(request);
        gate.close(&answer, Instant::now());
        answer
    }
}

/// When a host may be asked, and whether there is any use in it.
#[derive(Default)]
struct Gate {
    opens: Option<Instant>,
    is_nowhere: bool,
    timeouts: u32,
}

impl Gate {
    /// Returns what any request to the host would give, where that is known.
    fn foregone(&self) -> Option<Answer> {
        if self.is_nowhere {
            return Some(Answer::Fault(Fault::NoHost));
        }
        (self.timeouts >= TIMEOUTS_MAX).then_some(Answer::Doubt(Doubt::Timeout))
    }

    fn wait(&self, now: Instant) -> Duration {
        self.opens.map(|opens| opens.saturating_duration_since(now)).unwrap_or_default()
    }

    fn close(&mut self, answer: &Answer, now: Instant) {
        self.opens = now.checked_add(HOST_PAUSE);
        self.is_nowhere = *answer == Answer::Fault(Fault::NoHost);
        self.timeouts = if *answer == Answer::Doubt(Doubt::Timeout) { self.timeouts + 1 } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_grouped_by_host_whatever_the_port() {
        let urls = [
            "https://b.example.com/",
            "https://a.example.com/1",
            "http://a.example.com:8080/2",
            "https://c.example.com/",
        ];
        let groups = by_host(urls.iter().map(|url| Address::parse(url).unwrap()).collect());
        let hosts: Vec<_> = groups.iter().map(|group| (group[0].host(), group.len())).collect();
        assert_eq!(hosts, [("a.example.com", 2), ("b.example.com", 1), ("c.example.com", 1)]);
    }

    #[test]
    fn host_is_left_alone_after_each_answer() {
        let (mut gate, now) = (Gate::default(), Instant::now());
        assert_eq!(gate.wait(now), Duration::ZERO);
        gate.close(&Answer::Doubt(Doubt::Dropped), now);
        assert_eq!(gate.wait(now), HOST_PAUSE);
        assert_eq!(gate.wait(now + HOST_PAUSE), Duration::ZERO);
    }

    #[test]
    fn host_without_an_address_is_not_asked_again() {
        let mut gate = Gate::default();
        assert_eq!(gate.foregone(), None);
        gate.close(&Answer::Fault(Fault::NoHost), Instant::now());
        assert_eq!(gate.foregone(), Some(Answer::Fault(Fault::NoHost)));
    }

    #[test]
    fn host_that_does_not_answer_is_given_up_after_three_in_a_row() {
        let mut gate = Gate::default();
        let timeout = Answer::Doubt(Doubt::Timeout);
        for answer in [&timeout, &timeout, &Answer::Doubt(Doubt::Dropped), &timeout, &timeout] {
            gate.close(answer, Instant::now());
            assert_eq!(gate.foregone(), None);
        }
        gate.close(&timeout, Instant::now());
        assert_eq!(gate.foregone(), Some(timeout));
    }
}
