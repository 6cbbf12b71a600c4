"""Given names that are hardly ever family names, to tell which of two words is which where no capitals do."""

from __future__ import annotations

from replay.sources.results.words.word_lists import words_in

GIVEN_NAMES = words_in(
    # English
    "jason jack matthew callum ryan joe jamie andrew michael christopher daniel joshua ethan oliver harry charlie nathan benjamin "
    "samuel alexander nicholas kevin brian steven stephen timothy jeffrey gregory edward patrick sean shane brett cameron liam noah "
    "lucas mason logan jacob william henry sophie emma lauren katie jessica laura sarah rachel rebecca hannah charlotte amy emily "
    "tom tim ben dan jim bob bill piet kees klaas hans jos luc erik eric ole uwe jürgen dieter klaus wolfgang heike anke sabine "
    "victoria kate natasha kaarle stephanie nicole megan olivia chloe ella lucy holly jennifer michelle kelly kelsey madison "
    "caitlin ellesse shaanah becky katy eleanor isabella mia ava zoe amelia grace ruby alice jeremy hugo rayan kwesi dylan tyler "
    # German, Dutch, Scandinavian
    "jürg urs reto beat åke björn göran håkan jörgen jørgen øystein håvard morten søren svend knut leif torsten günter günther "
    "matthias markus michael christoph bernd ulrich uli sven jens kai ralf katrin silke petra ute monika gudrun elke inge birgit "
    "jan-pieter gijs wouter bart koen dries pieter ruben elke ilse marieke annemiek hilde "
    "stefan maximilian joachim robert rené sebastian marc tobias florian lukas jonas julian moritz felix niklas jannik timo "
    "kristina miriam pauline lea sophie emma-sophie alessa anna hanna johanna katharina franziska stefanie christina annika "
    "harrie jeffrey matthijs roy theo teun nils sam bram jan-willem laurine shanne elis hetty kirsten kyra steffie jorrit "
    "maarten jeroen joost sander thijs daan sven bjorn lasse mikkel mads rasmus frederik anders henrik magnus emil oskar "
    "ingrid astrid sigrid freja ida lotte sanne fleur lieke femke tess noor anouk iris marit "
    # French
    "noël joël rené andré gérard frédéric stéphane cédric fabrice yann loic gwenaëlle maëlle anaïs cécile inès agathe élise hélène "
    "grégory sébastien quentin mickaël michaël kévin françois arnaud florent melvin timmy benjamin clément julien nicolas "
    "mathilde sandie taky marie-divine virginie clara léa chloé manon camille océane laurine juliette élodie aurélie pierre "
    "jean-luc jérôme loïc théo maxime antoine guillaume olivier thierry cyril hervé benoît léo rémi rémy "
    # Italian
    "luca paolo dario enzo marco matteo davide stefano francesco alessandro andrea giacomo lorenzo simone filippo giovanni "
    "riccardo federico mattia elia giulia sara chiara martina elisa silvia francesca valentina gaia miriam rachele letizia vittoria "
    # Spanish, Portuguese
    "iñaki iñigo íñigo ander unai jon mikel gorka xabier aitor joseba nerea ainhoa leire álvaro ángel joaquín ramón nicolás tomás "
    "víctor césar begoña rocío beatriz mónica verónica carmen pilar inmaculada gonçalo luís josé andré antónio mário sílvia "
    "luis juan jose josé carlos miguel javier alejandro fernando sergio raúl rubén óscar iván diego pablo hugo andrés jorge "
    "fabián santiago cristian esteban helena marta lucía elena ana paula laura sofía martha juliana daniela valeria maría "
    "natalia joão pedro rui ivo inês rafael flávio thiago bruno "
    # Slavic, Baltic, Hungarian, Greek
    "matěj matej marek petra jana lenka zuzana veronika michal miroslav radek zdeněk václav vojtěch kryštof šárka łukasz paweł "
    "michał grzegorz agnieszka katarzyna małgorzata magdalena goran zoran nikola milica jelena dragan marko luka "
    "tomáš jiří jan jakub pavel petr ondřej martin lukáš adam david denis ivan dmitry dmitrii sergey alexey anton artem "
    "nikita mikhail pavel maxim vladimir andriy oleksandr mateusz patryk krzysztof rafał kamil damian maciej marlena urszula "
    "julia karolina nikola anastasia anastasiia daria polina yana ekaterina evgenia olena liubov lyubov lea simona migle "
    "vasilijus svajunas sándor zoltán gábor péter christos ioannis konstantinos sotirios georgios šimon paweł "
    # Japanese, Malay and others, in Latin letters
    "yuta yudai kazunari tomohiro seiichiro shinji kaiya kento kohei minato yuka mina riyu kisato haruka nao aki fuko "
    "azizulhasni mohd muhammad shah firdaus fadhil ridwan fatehah josiah nurul anis "
    "kevin jair njisane nicholas quincy kwesi phillip akil rushaan esow ronaldo keron jaka "
    "ken akira hiroshi takeshi kenji leo oleg boris igor yuri "
    "jai matthijs esteban hersony fabián rubén "
)
"""In small letters, with their accents. Those that are family names as often (Paul, Thomas, Scott) are left out."""

_FAMILY_FIRST_HEADS = (
    "nom prenom", "nom et prenom", "nom prenoms", "name vorname", "nachname vorname", "cognome nome", "cognome e nome",
    "apellidos y nombre", "apellidos nombre", "apellido nombre", "last first", "surname name", "surname first name",
    "surname given name", "family name first name", "family name given name", "achternaam voornaam", "familienname vorname",
    "last name first name",
)  # fmt: skip


def head_says_family_first(words: str) -> bool:
    """Whether the plain words over a column of names say that the family name stands first."""
    return words in _FAMILY_FIRST_HEADS


def family_names_first(names: list[str]) -> bool:
    """Whether the names of a table have the family name first: given names stand at their ends, and not before."""
    ends = starts = 0
    for name in names:
        words = name.lower().replace(",", " ").split()
        if len(words) < 2:
            continue
        ends += words[-1] in GIVEN_NAMES and words[0] not in GIVEN_NAMES
        starts += words[0] in GIVEN_NAMES and words[-1] not in GIVEN_NAMES
    return ends >= 2 and ends > 3 * starts
